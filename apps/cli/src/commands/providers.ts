import { exitCode } from '../exit-code.ts';
import { renderProviders } from '../terminal/render-providers.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

/** `impresario providers`: who can make music here, and what each can do. */
export function providersVerb(world: World): Verb {
  return defineVerb({
    name: 'providers',
    summary: 'Show who makes the music, and what each can do',
    usage: '',
    examples: [{ line: 'providers', note: '' }],
    args: serverOptions,
    positionalsMax: 0,
    run: async ({ args }) => {
      await printFrom(
        world,
        args,
        async (client) => ({ data: await client.providers.list() }),
        ({ data }, look) => renderProviders(data, look),
      );
      return exitCode.ok;
    },
  });
}
