import { exitCode } from '../exit-code.ts';
import { renderCredits } from '../terminal/render-credits.ts';
import { renderProviders } from '../terminal/render-providers.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

const transactionsShown = 10;

/** `impresario credits`: the balance and what moved last. */
export function creditsVerb(world: World): Verb {
  return defineVerb({
    name: 'credits',
    summary: 'Show your credits, limits and latest transactions',
    usage: '',
    examples: [{ line: 'credits --json', note: '' }],
    args: serverOptions,
    positionalsMax: 0,
    run: async ({ args }) => {
      await printFrom(
        world,
        args,
        async (client) => {
          const [credits, page] = await Promise.all([
            client.credits.get(),
            client.credits.transactions({ limit: transactionsShown }),
          ]);
          return { ...credits, transactions: page.data };
        },
        ({ transactions, ...credits }, look) => renderCredits(credits, transactions, look),
      );
      return exitCode.ok;
    },
  });
}

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
