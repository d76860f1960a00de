import type { Operation } from '@impresario/protocol';
import type { TaskHandle } from '@impresario/provider';

/** Kinds of task; each has its own look-up and its own words, and is unknown to the look-up of the others. */
export type TaskKind = 'music' | 'lyrics' | 'wav' | 'stems' | 'mp4';

interface TaskFacts {
  readonly path: string;
  /** The field that holds the status word. */
  readonly field: 'status' | 'successFlag';
  readonly running: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Status words by kind (docs.sunoapi.org and docs.kie.ai, "details" pages, read 2026-09). Done is SUCCESS for all of these;
 * CALLBACK_EXCEPTION says that the notice to us failed, not the work.
 */
export const taskFacts: Readonly<Record<TaskKind, TaskFacts>> = {
  music: {
    path: '/api/v1/generate/record-info',
    field: 'status',
    running: ['PENDING', 'TEXT_SUCCESS', 'FIRST_SUCCESS'],
    failed: ['CREATE_TASK_FAILED', 'GENERATE_AUDIO_FAILED', 'SENSITIVE_WORD_ERROR'],
  },
  lyrics: {
    path: '/api/v1/lyrics/record-info',
    field: 'status',
    running: ['PENDING'],
    failed: ['CREATE_TASK_FAILED', 'GENERATE_LYRICS_FAILED', 'SENSITIVE_WORD_ERROR'],
  },
  wav: {
    path: '/api/v1/wav/record-info',
    field: 'successFlag',
    running: ['PENDING'],
    failed: ['CREATE_TASK_FAILED', 'GENERATE_WAV_FAILED'],
  },
  stems: {
    path: '/api/v1/vocal-removal/record-info',
    field: 'successFlag',
    running: ['PENDING'],
    failed: ['CREATE_TASK_FAILED', 'GENERATE_AUDIO_FAILED'],
  },
  mp4: {
    path: '/api/v1/mp4/record-info',
    field: 'successFlag',
    running: ['PENDING'],
    failed: ['CREATE_TASK_FAILED', 'GENERATE_MP4_FAILED'],
  },
};

/** What a handle says of its task; one from elsewhere is taken for music. */
export function taskOf({ data }: TaskHandle): { readonly kind: TaskKind; readonly variantIndex: number } {
  const kind = data['kind'];
  const variantIndex = data['variantIndex'];
  return {
    kind: typeof kind === 'string' && Object.hasOwn(taskFacts, kind) ? (kind as TaskKind) : 'music',
    variantIndex: typeof variantIndex === 'number' ? variantIndex : 0,
  };
}

/** The kind of task behind an operation; null where Suno answers at once. */
export function kindOf(operation: Operation): TaskKind | null {
  switch (operation) {
    case 'stems':
    case 'wav':
    case 'lyrics':
      return operation;
    case 'video':
      return 'mp4';
    case 'persona':
    case 'timestamped-lyrics':
    case 'style':
      return null;
    default:
      return 'music';
  }
}
