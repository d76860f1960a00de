import { runCli } from './run-cli.ts';
import { processWorld } from './world.ts';

const world = processWorld();
world.finish(await runCli(world));
