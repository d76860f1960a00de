import path from 'node:path';
import { UsageError } from '../exit-code.ts';
import { defineVerb, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { generateOptions, readOrder } from './generate-options.ts';
import { makeTrack } from './make-track.ts';
import { readReference, referenceFields } from './reference.ts';

/** `impresario generate`: a prompt goes in, files come out, and their paths are all that stdout gets. */
export function generateVerb(world: World): Verb {
  return defineVerb({
    name: 'generate',
    summary: 'Make a track and save its files',
    usage: 'PROMPT',
    examples: [
      { line: 'generate "warm lo-fi piano for a rainy evening"', note: 'Two versions, in ./tracks' },
      { line: 'generate "big band swing" --duration 1:30 --style swing --style brass', note: '' },
      { line: 'generate "slow waltz" --seed 7 --variants 1 --stems --out ~/Music', note: '' },
      { line: 'generate "a ballad" --lyrics-file song.txt --provider suno', note: '' },
      { line: 'generate "the same, sadder" --provider suno --reference hum.mp3 --voice f', note: '' },
      { line: 'generate "techno" --json | jq -r ".files[].path"', note: 'For programs' },
    ],
    args: generateOptions,
    repeatable: ['style'],
    positionalsMax: Number.POSITIVE_INFINITY,
    run: async ({ args, positionals, list }) => {
      // Words without quotes around them are taken together.
      const prompt = positionals.join(' ').trim() || (await askPrompt(world, args.json === true));
      const order = await readOrder(prompt, args, list('style'), world.userDirectory);
      const reference = await readReference(args.reference, world.userDirectory);
      return makeTrack(world, {
        ...args,
        directory: path.resolve(world.userDirectory, args.out ?? 'tracks'),
        order: async (client) => {
          const from = reference && (await referenceFields(client, reference));
          return client.tracks.create({ ...order, ...from }, { idempotencyKey: world.uuid() });
        },
      });
    },
  });
}

async function askPrompt(world: World, json: boolean): Promise<string> {
  const answer = json
    ? null
    : await world.ask('What shall it sound like?', 'warm lo-fi piano for a rainy evening');
  if (answer) return answer;
  throw new UsageError('Say what the music shall be like, as in: impresario generate "slow jazz waltz"');
}
