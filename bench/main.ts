import { benchAdmission } from './admission/bench-admission.ts';
import { benchComposer } from './composer.ts';
import { benchLimits } from './limits.ts';
import { benchProviders } from './providers/bench-providers.ts';
import { benchRealtime } from './realtime/bench-realtime.ts';
import { benchServer } from './server.ts';
import { printTable, type Row } from './table.ts';

/**
 * `npm run bench [composer|server|admission|limits|providers|realtime]`: figures as ratios, measured in one run. Machines are shared and
 * noisy; read the ratios, not the absolutes.
 */
const sections: Readonly<Record<string, () => Promise<Row[]>>> = {
  composer: benchComposer,
  server: benchServer,
  admission: benchAdmission,
  limits: benchLimits,
  providers: benchProviders,
  realtime: benchRealtime,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in sections));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')} here; choose from ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(sections)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  printTable(name, await run());
}
