import type { Play } from '../play-seeds.ts';
import { mutateCode } from './mutate-code.ts';
import { mutations } from './mutations.ts';

// A process of its own for each mutation: what is loaded once cannot be loaded otherwise.
const { name, play } = JSON.parse(process.argv[2]!) as { name: string; play: Play };
const mutation = mutations.find((one) => one.name === name);
if (!mutation) throw new Error(`There is no mutation “${name}”.`);
const mustBeLoaded = mutateCode(mutation);

const { openDatabase } = await import('@impresario/database');
const { mutateDatabase } = await import('./mutate-database.ts');
const { playSeeds } = await import('../play-seeds.ts');
mustBeLoaded();
const db = openDatabase({ connectionString: play.url });
await mutateDatabase(db, mutation);
await db.close();
await playSeeds(play);
