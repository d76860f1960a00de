import path from 'node:path';
import { UsageError } from '../exit-code.ts';
import { checkFolder } from '../files/check-folder.ts';
import { saveSideFiles } from '../files/save-side-files.ts';
import { shownPath } from '../files/shown-path.ts';
import { oneLine } from '../terminal/text-width.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { runOperation } from './run-operation.ts';
import { outOption, trackIdOf, trackOptions } from './track-options.ts';

const exampleId = '019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b';

/** `impresario stems ID`: a version taken apart, each part a file. */
export function stemsVerb(world: World): Verb {
  return defineVerb({
    name: 'stems',
    summary: 'Take a track apart and save each part',
    usage: 'ID',
    examples: [
      { line: `stems ${exampleId}`, note: 'The voice, and the rest' },
      { line: `stems ${exampleId} --all`, note: 'Every instrument' },
    ],
    args: {
      ...trackOptions,
      all: { type: 'boolean', description: 'Every instrument rather than voice and music' },
      ...outOption,
      ...serverOptions,
    },
    positionalsMax: 1,
    run: ({ args, positionals }) => {
      const id = trackIdOf('stems', positionals);
      const mode = args.all ? 'all' : 'vocals';
      return saveSide(world, 'stems', { ...args, id, mode });
    },
  });
}

/** `impresario wav ID`: a version without loss. */
export function wavVerb(world: World): Verb {
  return defineVerb({
    name: 'wav',
    summary: 'Save a track without loss',
    usage: 'ID',
    examples: [{ line: `wav ${exampleId} --out ~/Music`, note: '' }],
    args: { ...trackOptions, ...outOption, ...serverOptions },
    positionalsMax: 1,
    run: ({ args, positionals }) =>
      saveSide(world, 'wav', { ...args, id: trackIdOf('wav', positionals), mode: null }),
  });
}

interface SideJob {
  id: string;
  version?: string | undefined;
  mode: 'vocals' | 'all' | null;
  out?: string | undefined;
  url?: string | undefined;
  token?: string | undefined;
  json?: boolean | undefined;
}

async function saveSide(world: World, kind: 'stems' | 'wav', job: SideJob): Promise<number> {
  const directory = path.resolve(world.userDirectory, job.out ?? 'tracks');
  await checkFolder(directory);
  const version = job.version === undefined ? {} : { versionId: job.version };
  return runOperation(world, {
    ...job,
    order: (client) => {
      const options = { idempotencyKey: world.uuid() };
      if (job.mode === null) return client.operations.wav(job.id, version, options);
      return client.operations.stems(job.id, { ...version, mode: job.mode }, options);
    },
    collect: async (client, { versionId }, signal) => {
      const track = await client.tracks.get(job.id, { signal });
      const files = await saveSideFiles(client, track, { kind, versionId, directory }, signal);
      return { files };
    },
    render: ({ files }) => files.map((file) => `${shownPath(file.path, world.userDirectory)}\n`).join(''),
  });
}

/** `impresario persona ID`: the voice and manner of a version, for songs to come. */
export function personaVerb(world: World): Verb {
  return defineVerb({
    name: 'persona',
    summary: 'Keep the voice and manner of a track for songs to come',
    usage: 'ID',
    examples: [
      { line: `persona ${exampleId} --name "Night voice" --description "low, close, folk"`, note: '' },
    ],
    args: {
      ...trackOptions,
      name: { type: 'string', valueHint: 'NAME', description: 'What the persona is called' },
      description: { type: 'string', valueHint: 'TEXT', description: 'What it is like' },
      ...serverOptions,
    },
    positionalsMax: 1,
    run: ({ args, positionals }) => {
      const id = trackIdOf('persona', positionals);
      const { name, description } = args;
      if (!name || !description) throw new UsageError('A persona needs --name and --description.');
      const version = args.version === undefined ? {} : { versionId: args.version };
      return runOperation(world, {
        ...args,
        order: (client) =>
          client.operations.persona(id, { ...version, name, description }, { idempotencyKey: world.uuid() }),
        collect: (_client, { result }) =>
          Promise.resolve({ personaId: result?.kind === 'persona' ? result.personaId : '' }),
        render: ({ personaId }) => `${oneLine(personaId)}\n`,
      });
    },
  });
}

/** `impresario lyrics PROMPT`: words for a song, written by a provider. */
export function lyricsVerb(world: World): Verb {
  return defineVerb({
    name: 'lyrics',
    summary: 'Have lyrics written',
    usage: 'PROMPT',
    examples: [
      { line: 'lyrics "a harbour at dawn"', note: '' },
      { line: 'lyrics "a harbour at dawn" --json | jq -r ".variants[0].text" > song.txt', note: '' },
    ],
    args: {
      prompt: { type: 'positional', required: false, description: 'What the song is about' },
      provider: { type: 'string', valueHint: 'NAME', description: 'Who writes; see `impresario providers`' },
      ...serverOptions,
    },
    positionalsMax: Number.POSITIVE_INFINITY,
    run: ({ args, positionals }) => {
      const prompt = positionals.join(' ').trim();
      if (!prompt)
        throw new UsageError('Say what to write about, as in: impresario lyrics "a harbour at dawn"');
      const body = { prompt, ...(args.provider !== undefined && { provider: args.provider }) };
      return runOperation(world, {
        ...args,
        order: (client) => client.operations.lyrics(body, { idempotencyKey: world.uuid() }),
        collect: (_client, { result }) =>
          Promise.resolve({ variants: result?.kind === 'lyrics' ? result.variants : [] }),
        render: ({ variants }) => variants.map(renderLyrics).join('\n'),
      });
    },
  });
}

function renderLyrics({ title, text }: { title: string | null; text: string }): string {
  const lines = text.split(/\r?\n/).map(oneLine);
  return `${title ? `# ${oneLine(title)}\n\n` : ''}${lines.join('\n')}\n`;
}
