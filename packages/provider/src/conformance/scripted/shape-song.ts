import type { SongTask, Step } from './script.ts';

/** A task as the scripted provider words it, in replies and callbacks. */
export interface WireSong {
  readonly taskId: string;
  readonly status: string;
  readonly progress?: number | null;
  readonly error?: { readonly code: string; readonly message: string } | null;
  readonly clips?: readonly WireClip[];
}

export interface WireClip {
  readonly id: string;
  readonly title?: string | null;
  readonly lyrics?: string | null;
  readonly durationSeconds?: number | null;
  readonly streamUrl?: string | null;
  readonly audioUrl?: string | null;
  readonly coverUrl?: string | null;
}

/** The step the task is at, without counting as a look. */
export function currentStep(task: SongTask): Step {
  if (task.canceled) return { status: 'canceled' };
  if (task.pinned) return task.pinned;
  const index = Math.min(Math.max(task.lookCount - 1, 0), task.script.steps.length - 1);
  return task.script.steps[index] ?? { status: 'succeeded' };
}

export function songLength(task: SongTask): number {
  const asked = task.body['durationSeconds'];
  return task.script.durationSeconds ?? (typeof asked === 'number' ? asked : 2);
}

export function clipCount(task: SongTask): number {
  const asked = task.body['variants'];
  return task.script.variants ?? (typeof asked === 'number' ? asked : 1);
}

/** What the far end says about a task at `step`. */
export function shapeSong(task: SongTask, step: Step, baseUrl: string): WireSong {
  const count = clipCount(task);
  const ready = step.readyCount ?? (step.status === 'first' ? 1 : step.status === 'succeeded' ? count : 0);
  const failed = step.status === 'failed';
  return {
    taskId: task.taskId,
    status: step.status,
    progress: step.progress ?? (step.status === 'succeeded' ? 1 : null),
    error: failed ? { code: step.error ?? 'generation_failed', message: `failed: ${prompt(task)}` } : null,
    clips: failed
      ? []
      : Array.from({ length: count }, (_, index) => shapeClip(task, index, index < ready, baseUrl)),
  };
}

function shapeClip(task: SongTask, index: number, ready: boolean, baseUrl: string): WireClip {
  const file = `${baseUrl}/files/${task.taskId}-${index}`;
  return {
    id: `${task.taskId}-${index}`,
    title: typeof task.body['title'] === 'string' ? task.body['title'] : `Song ${index + 1}`,
    lyrics: typeof task.body['lyrics'] === 'string' ? task.body['lyrics'] : null,
    durationSeconds: ready ? songLength(task) : null,
    streamUrl: ready || currentStep(task).status === 'first' ? `${file}-stream.mp3` : null,
    audioUrl: ready ? `${file}.${task.script.audio}` : null,
    coverUrl: ready && task.script.covers ? `${file}.png` : null,
  };
}

function prompt(task: SongTask): string {
  return typeof task.body['prompt'] === 'string' ? task.body['prompt'] : '';
}
