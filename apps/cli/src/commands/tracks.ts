import { readNumber } from '../arguments/read-number.ts';
import { readStatus } from '../arguments/read-status.ts';
import { exitCode } from '../exit-code.ts';
import { renderTracks } from '../terminal/render-tracks.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

/** `impresario tracks`: the latest tracks. */
export function tracksVerb(world: World): Verb {
  return defineVerb({
    name: 'tracks',
    summary: 'List your tracks, newest first',
    usage: '',
    examples: [
      { line: 'tracks --limit 50', note: '' },
      { line: 'tracks --status failed --provider suno', note: '' },
      { line: 'tracks --search waltz --json', note: '' },
    ],
    args: {
      limit: { type: 'string', valueHint: 'NUMBER', description: 'How many, 1–100 (default: 20)' },
      status: {
        type: 'string',
        valueHint: 'STATUS',
        description: 'pending, processing, completed, failed or cancelled',
      },
      provider: { type: 'string', valueHint: 'NAME', description: 'Only those this provider made' },
      search: {
        type: 'string',
        valueHint: 'WORDS',
        description: 'Only those with these words in title or prompt',
      },
      cursor: { type: 'string', valueHint: 'CURSOR', description: 'Go on where the last page ended' },
      ...serverOptions,
    },
    positionalsMax: 0,
    run: async ({ args }) => {
      const limit = readNumber('--limit', args.limit, { min: 1, max: 100 }) ?? 20;
      const query = {
        limit,
        ...(args.status !== undefined && { status: readStatus(args.status) }),
        ...(args.provider !== undefined && { provider: args.provider }),
        ...(args.search !== undefined && { q: args.search }),
        ...(args.cursor !== undefined && { cursor: args.cursor }),
      };
      await printFrom(
        world,
        args,
        (client) => client.tracks.list(query),
        (page, look) => {
          const more = page.nextCursor
            ? `${look.paint.dim(`More: impresario tracks --cursor ${page.nextCursor}`)}\n`
            : '';
          return renderTracks(page.data, look) + more;
        },
      );
      return exitCode.ok;
    },
  });
}
