import { ImpresarioError, isTerminal, type Client } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { exitCode } from '../exit-code.ts';
import { checkFolder } from '../files/check-folder.ts';
import { saveTrack, type SavedVersion } from '../files/save-track.ts';
import { shownPath } from '../files/shown-path.ts';
import { createPaint } from '../terminal/paint.ts';
import type { ProgressDisplay } from '../terminal/progress-display.ts';
import { renderFinished, renderUnfinished, renderWarnings } from '../terminal/render-outcome.ts';
import type { World } from '../world.ts';
import { interruptedCode, unlessStopped, withProgress, type TypedServer } from './with-progress.ts';

interface Job extends TypedServer {
  /** Orders the track. */
  order: (client: Client) => Promise<Track>;
  directory: string;
}

/** Has a track made and saves its files; their paths are all that stdout gets. Returns the exit code. */
export async function makeTrack(world: World, job: Job): Promise<number> {
  await checkFolder(job.directory);
  return withProgress(world, job, async (client, display, signal) => {
    const startedAt = world.now();
    // Not given the signal: were the request cut off, nobody would know whether there is a track to cancel.
    const created = await job.order(client);
    display.update(created);
    const track = isTerminal(created.status)
      ? created
      : await followTrack(client, created.id, display, signal);
    if (track.status !== 'completed' || signal.aborted) {
      return reportUnfinished(world, track, job, display, signal);
    }
    display.notice('Saving the files');
    const files = await unlessStopped(saveFinished(client, track, job.directory, signal), signal);
    if (!files) return reportUnfinished(world, track, job, display, signal);
    display.end();
    if (job.json) {
      world.stdout.write(`${JSON.stringify({ track, files })}\n`);
      return exitCode.ok;
    }
    const paint = createPaint(world.stderr.colour);
    const seconds = (world.now() - startedAt) / 1000;
    world.stderr.write(renderWarnings(track.warnings, paint) + renderFinished(track, files, seconds, paint));
    for (const file of files) world.stdout.write(`${shownPath(file.path, world.userDirectory)}\n`);
    return exitCode.ok;
  });
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

/** Where this machine will not have the files, the song is paid for all the same, and is still at the server. */
async function saveFinished(
  client: Client,
  track: Track,
  directory: string,
  signal: AbortSignal,
): Promise<SavedVersion[]> {
  try {
    return await saveTrack(client, track, directory, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const remedy = `The track is finished and kept at the server; its files: impresario show ${track.id} --json`;
    throw new Error(`The files could not be saved: ${why}\n${remedy}`, { cause: error });
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
  if (!job.json) world.stderr.write(renderWarnings(track.warnings, paint) + renderUnfinished(track, paint));
  return signal.aborted ? interruptedCode(signal) : exitCode.failed;
}
