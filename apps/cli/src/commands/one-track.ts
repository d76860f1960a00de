import type { Client } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { exitCode, UsageError } from '../exit-code.ts';
import { formatCredits } from '../terminal/format.ts';
import { renderTrack } from '../terminal/render-track.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom, type Look } from './with-client.ts';

interface OneTrack {
  name: string;
  summary: string;
  ask: (client: Client, id: string) => Promise<Track>;
  render: (track: Track, look: Look) => string;
}

/** `impresario show ID`: everything about one track. */
export function showVerb(world: World): Verb {
  return oneTrackVerb(world, {
    name: 'show',
    summary: 'Show one track: its versions, warnings, or why it failed',
    ask: (client, id) => client.tracks.get(id),
    render: renderTrack,
  });
}

/** `impresario cancel ID`: stops a track that is under way. */
export function cancelVerb(world: World): Verb {
  return oneTrackVerb(world, {
    name: 'cancel',
    summary: 'Stop a track that is being made',
    ask: (client, id) => client.tracks.cancel(id),
    render: (track) => {
      const refund = track.creditsRefunded ? ` ${formatCredits(track.creditsRefunded)} came back.` : '';
      return `Cancelled.${refund}\n`;
    },
  });
}

/** `impresario retry ID`: a new track from the parameters of one that failed. */
export function retryVerb(world: World): Verb {
  return oneTrackVerb(world, {
    name: 'retry',
    summary: 'Make a failed or cancelled track anew',
    ask: (client, id) => client.tracks.retry(id, {}, { idempotencyKey: world.uuid() }),
    render: (track) => `Begun as ${track.id}\nWatch it: impresario show ${track.id}\n`,
  });
}

function oneTrackVerb(world: World, { name, summary, ask, render }: OneTrack): Verb {
  return defineVerb({
    name,
    summary,
    usage: 'ID',
    examples: [{ line: `${name} 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b`, note: '' }],
    args: {
      id: {
        type: 'positional',
        required: false,
        description: 'The track’s id, as `impresario tracks` lists it',
      },
      ...serverOptions,
    },
    positionalsMax: 1,
    run: async ({ args, positionals: [id] }) => {
      if (!id) throw new UsageError(`Which track? Give its id: impresario ${name} ID`);
      await printFrom(world, args, (client) => ask(client, id), render);
      return exitCode.ok;
    },
  });
}
