import { parentPort, workerData } from 'node:worker_threads';
import type { BasicSoundBank } from 'spessasynth_core';
import { RenderFailure } from '../render-failure.ts';
import { loadSoundFont } from '../synth/soundfont.ts';
import type { RenderedSong } from './job.ts';
import { makeSong } from './make-song.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';

/** The entry of a render worker: one job at a time, the SoundFont kept between jobs. */
const port = parentPort;
if (!port) throw new Error('The render worker runs in a worker thread only.');
const setup = workerData as WorkerSetup;

let bank: Promise<BasicSoundBank> | undefined;
let running: { readonly jobId: number; readonly controller: AbortController } | undefined;

port.on('message', (message: ToWorker) => {
  if (message.type === 'start') void run(message);
  else if (running?.jobId === message.jobId) running.controller.abort();
});

async function run({ jobId, job }: ToWorker & { type: 'start' }): Promise<void> {
  const controller = new AbortController();
  running = { jobId, controller };
  try {
    bank ??= loadSoundFont(setup.soundFont);
    const song = await makeSong(await bank, job, {
      signal: controller.signal,
      onProgress: (stage, share) => send({ type: 'progress', jobId, stage, share }),
    });
    send({ type: 'done', jobId, song }, buffersOf(song));
  } catch (error) {
    // A repaired SoundFont should work without a restart, so a failed load is not remembered.
    if (error instanceof RenderFailure && error.code.startsWith('soundfont')) bank = undefined;
    send({ type: 'failed', jobId, ...describe(error) });
  } finally {
    running = undefined;
  }
}

function describe(error: unknown) {
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof RenderFailure) return { code: error.code, message: error.message, stack };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'render-failed' as const, message: `The song could not be made: ${message}`, stack };
}

function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port!.postMessage(message, transfer);
}

/** The files' memory is handed over, not copied. */
function buffersOf(song: RenderedSong): ArrayBuffer[] {
  const files = [song.mp3, song.cover, song.peaks, song.wav, ...(song.stems ?? []).map((stem) => stem.mp3)];
  return files.flatMap((file) => (file ? [file.buffer] : []));
}
