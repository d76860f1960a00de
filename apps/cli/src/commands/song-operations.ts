import path from 'node:path';
import { readSeconds } from '../arguments/read-number.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { readLyrics } from './generate-options.ts';
import { makeTrack } from './make-track.ts';
import { outOption, trackIdOf, trackOptions } from './track-options.ts';

/** `impresario extend ID`: a new track that goes on where another stops. */
export function extendVerb(world: World): Verb {
  return defineVerb({
    name: 'extend',
    summary: 'Make a longer track from a finished one',
    usage: 'ID',
    examples: [
      { line: 'extend 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b', note: 'From its end' },
      { line: 'extend 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b --at 1:30 --prompt "a key change"', note: '' },
    ],
    args: {
      ...trackOptions,
      at: {
        type: 'string',
        valueHint: 'SECONDS',
        description: 'Where the new part begins (default: the end)',
      },
      prompt: { type: 'string', valueHint: 'TEXT', description: 'What shall happen there' },
      'lyrics-file': { type: 'string', valueHint: 'FILE', description: 'Sing the words in this text file' },
      ...outOption,
      ...serverOptions,
    },
    positionalsMax: 1,
    run: async ({ args, positionals }) => {
      const id = trackIdOf('extend', positionals);
      const continueAtSeconds = readSeconds('--at', args.at, { min: 0, max: 600, whole: false });
      const lyrics = await readLyrics(args['lyrics-file'], world.userDirectory);
      const body = {
        ...(args.version !== undefined && { versionId: args.version }),
        ...(continueAtSeconds !== undefined && { continueAtSeconds }),
        ...(args.prompt !== undefined && { prompt: args.prompt }),
        ...(lyrics !== undefined && { lyrics }),
      };
      return makeTrack(world, {
        ...args,
        directory: path.resolve(world.userDirectory, args.out ?? 'tracks'),
        order: (client) => client.operations.extend(id, body, { idempotencyKey: world.uuid() }),
      });
    },
  });
}

/** `impresario cover ID`: the same song in another manner. */
export function coverVerb(world: World): Verb {
  return defineVerb({
    name: 'cover',
    summary: 'Make the same song in another manner',
    usage: 'ID',
    examples: [{ line: 'cover 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b --style swing --style brass', note: '' }],
    args: {
      ...trackOptions,
      prompt: { type: 'string', valueHint: 'TEXT', description: 'What the new manner is like' },
      style: { type: 'string', valueHint: 'TAG', description: 'A style such as “jazz”; repeat it for more' },
      title: { type: 'string', valueHint: 'TITLE', description: 'What the cover is called, and its files' },
      ...outOption,
      ...serverOptions,
    },
    repeatable: ['style'],
    positionalsMax: 1,
    run: ({ args, positionals, list }) => {
      const id = trackIdOf('cover', positionals);
      const styleTags = list('style').map((tag) => tag.trim());
      const body = {
        ...(args.version !== undefined && { versionId: args.version }),
        ...(args.prompt !== undefined && { prompt: args.prompt }),
        ...(args.title !== undefined && { title: args.title }),
        ...(styleTags.length > 0 && { styleTags }),
      };
      return makeTrack(world, {
        ...args,
        directory: path.resolve(world.userDirectory, args.out ?? 'tracks'),
        order: (client) => client.operations.cover(id, body, { idempotencyKey: world.uuid() }),
      });
    },
  });
}

/** `impresario claim ID`: the song of a failed track that came late, as a new track. */
export function claimVerb(world: World): Verb {
  return defineVerb({
    name: 'claim',
    summary: 'Look again for the song of a track that failed; it is charged once if it is there',
    usage: 'ID',
    examples: [{ line: 'claim 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b', note: '' }],
    args: { id: trackOptions.id, ...outOption, ...serverOptions },
    positionalsMax: 1,
    run: ({ args, positionals }) => {
      const id = trackIdOf('claim', positionals);
      return makeTrack(world, {
        ...args,
        directory: path.resolve(world.userDirectory, args.out ?? 'tracks'),
        order: (client) => client.operations.claim(id),
      });
    },
  });
}
