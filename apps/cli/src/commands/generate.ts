import path from 'node:path';
import { ImpresarioError, type Client } from '@impresario/client';
import type { CreateTrackInput, Track } from '@impresario/protocol';
import { connect } from '../connect.ts';
import { exitCode, UsageError } from '../exit-code.ts';
import { saveTrack } from '../files/save-track.ts';
import { shownPath } from '../files/shown-path.ts';
import { createPaint } from '../terminal/paint.ts';
import { createProgressDisplay, type ProgressDisplay } from '../terminal/progress-display.ts';
import { renderFinished, renderUnfinished, renderWarnings } from '../terminal/render-outcome.ts';
import { defineVerb, type Verb } from '../verb.ts';
import type { Interruption, World } from '../world.ts';
import { generateOptions, readOrder } from './generate-options.ts';

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
      { line: 'generate "techno" --json | jq -r ".files[].path"', note: 'For programs' },
    ],
    args: generateOptions,
    repeatable: ['style'],
    positionalsMax: Number.POSITIVE_INFINITY,
    run: async ({ args, positionals, list }) => {
      // Words without quotes around them are taken together.
      const prompt = positionals.join(' ').trim() || (await askPrompt(world, args.json === true));
      const order = await readOrder(prompt, args, list('style'), world.userDirectory);
      const directory = path.resolve(world.userDirectory, args.out ?? 'tracks');
      return generate(world, {
        order,
        directory,
        json: args.json === true,
        url: args.url,
        token: args.token,
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

interface Job {
  order: CreateTrackInput;
  directory: string;
  json: boolean;
  url: string | undefined;
  token: string | undefined;
}

async function generate(world: World, job: Job): Promise<number> {
  const stop = new AbortController();
  const display = createProgressDisplay(world, job.json);
  const release = world.onInterrupt((kind) => {
    if (stop.signal.aborted) {
      display.end();
      world.quit(interruptedCode(stop.signal));
    }
    display.notice('Stopping; once more to leave at once');
    stop.abort(kind);
  });
  try {
    const connection = await connect(world, job, () => display.notice('Starting the engine'));
    try {
      if (stop.signal.aborted) return interruptedCode(stop.signal);
      display.notice(null);
      return await makeTrack(world, connection.client, job, display, stop.signal);
    } finally {
      await connection.close();
    }
  } finally {
    display.end();
    release();
  }
}

function interruptedCode(signal: AbortSignal): number {
  return (signal.reason as Interruption) === 'SIGINT' ? exitCode.interrupted : exitCode.ended;
}

async function makeTrack(
  world: World,
  client: Client,
  job: Job,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<number> {
  const startedAt = world.now();
  // Not given the signal: were the request cut off, nobody would know whether there is a track to cancel.
  const created = await client.tracks.create(job.order, { idempotencyKey: world.uuid() });
  display.update(created);
  const track = await followTrack(client, created.id, display, signal);
  if (track.status !== 'completed' || signal.aborted) {
    return reportUnfinished(world, track, job, display, signal);
  }
  display.notice('Saving the files');
  const files = await unlessStopped(saveTrack(client, track, job.directory, signal), signal);
  if (!files) return reportUnfinished(world, track, job, display, signal);
  display.end();
  if (job.json) {
    world.stdout.write(`${JSON.stringify({ track, files })}\n`);
    return exitCode.ok;
  }
  const paint = createPaint(world.stderr.colour);
  const seconds = (world.now() - startedAt) / 1000;
  world.stderr.write(renderWarnings(track, paint) + renderFinished(track, files, seconds, paint));
  for (const file of files) world.stdout.write(`${shownPath(file.path, world.userDirectory)}\n`);
  return exitCode.ok;
}

/** The track at its end; when we are told to stop on the way, as it is after being cancelled. */
async function followTrack(
  client: Client,
  id: string,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Track> {
  const finished = client.waitFor(id, {
    signal,
    onUpdate: (latest) => display.update(latest),
    onConnection: (open) => display.notice(open ? null : 'No live connection; trying again'),
  });
  return (await unlessStopped(finished, signal)) ?? cancelTrack(client, id);
}

/** What `work` gives, or null when it broke off because we were told to stop. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Cancels, or finds that the track came to its end just before. */
async function cancelTrack(client: Client, id: string): Promise<Track> {
  try {
    return await client.tracks.cancel(id);
  } catch (error) {
    if (error instanceof ImpresarioError && error.code === 'illegal_transition') return client.tracks.get(id);
    throw error;
  }
}

function reportUnfinished(
  world: World,
  track: Track,
  job: Job,
  display: ProgressDisplay,
  signal: AbortSignal,
): number {
  display.end();
  if (job.json) world.stdout.write(`${JSON.stringify({ track, files: [] })}\n`);
  const paint = createPaint(world.stderr.colour);
  if (!job.json) world.stderr.write(renderWarnings(track, paint) + renderUnfinished(track, paint));
  return signal.aborted ? interruptedCode(signal) : exitCode.failed;
}
