import { readFileSync } from 'node:fs';
import { openPlace } from './providers/open-place.ts';
import { residentMegabytes, seconds } from './process-figures.ts';
import { seedInFlight } from './providers/seed-in-flight.ts';
const rss = (s: any, l: string) => console.log(l, residentMegabytes(s).toFixed(0), readFileSync(`/proc/${s.child.pid}/smaps_rollup`, 'utf8').split('\n').filter((x) => /^(Rss|Anonymous|Shared_Clean|Private_Clean):/.test(x)).map((x) => x.replace(/\s+/g, ' ')).join(' '));
const place = await openPlace({ webhookSecret: null });
const idle = await place.start();
rss(idle, 'idle at ready'); await seconds(8); rss(idle, 'idle +8s');
await idle.end();
await seedInFlight(place, 1000);
const server = await place.start();
rss(server, '1000 at ready');
for (let i = 0; i < 4; i++) { await seconds(6); rss(server, `1000 +${(i + 1) * 6}s`); }
await place.db.pool.query('update tracks set poll_count = 0, due_at = now() where due_at is not null');
for (let i = 0; i < 5; i++) { await seconds(5); rss(server, `burst +${(i + 1) * 5}s`); }
await place.close();
