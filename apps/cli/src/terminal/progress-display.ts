import { isTerminal } from '@impresario/client';
import type { World } from '../world.ts';
import { estimateRemaining } from './estimate-remaining.ts';
import { createPaint } from './paint.ts';
import { renderProgress, stageOf, type Progressing } from './render-progress.ts';

const frameMs = 100;
const clearLine = '\r\u001b[2K';
const cursor = { hide: '\u001b[?25l', show: '\u001b[?25h' };

/** Shows on stderr how a track comes along, so that stdout stays clean for pipes. */
export interface ProgressDisplay {
  update(track: Progressing): void;
  /** Says something that the track does not; null takes it back. */
  notice(text: string | null): void;
  /** Removes the moving line; what comes after starts at the left. */
  end(): void;
}

/** A moving line on a terminal; elsewhere nothing, or with `--verbose` one plain line for each new stage. */
export function createProgressDisplay(world: World, silent: boolean): ProgressDisplay {
  if (!silent && world.stderr.isTerminal) return movingLine(world);
  if (!silent && world.args.includes('--verbose')) return plainLines(world);
  return { update: () => undefined, notice: () => undefined, end: () => undefined };
}

function movingLine(world: World): ProgressDisplay {
  const paint = createPaint(world.stderr.colour);
  const startedAt = world.now();
  let workingSince: number | null = null;
  let track: Progressing | null = null;
  let notice: string | null = null;
  let frame = 0;

  const draw = () => {
    const now = world.now();
    const remainingSeconds = estimateRemaining(track, (now - (workingSince ?? now)) / 1000, now);
    const view = { track, elapsedSeconds: (now - startedAt) / 1000, remainingSeconds, notice };
    const look = { paint, columns: world.stderr.columns, frame: frame++ };
    world.stderr.write(clearLine + renderProgress(view, look));
  };
  world.stderr.write(cursor.hide);
  draw();
  const stop = world.every(frameMs, draw);
  let ended = false;
  return {
    update: (latest) => {
      track = latest;
      if (latest.progress !== null) workingSince ??= world.now();
    },
    notice: (text) => (notice = text),
    end: () => {
      if (ended) return;
      ended = true;
      stop();
      world.stderr.write(clearLine + cursor.show);
    },
  };
}

function plainLines(world: World): ProgressDisplay {
  let last = '';
  const say = (line: string) => {
    if (line !== last) world.stderr.write(`${line}\n`);
    last = line;
  };
  return {
    update: (track) => void (isTerminal(track.status) || say(stageOf(track))),
    notice: (text) => void (text && say(text)),
    end: () => undefined,
  };
}
