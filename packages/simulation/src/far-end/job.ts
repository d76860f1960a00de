import type { Failure } from '@impresario/provider';

export type Stage = 'queued' | 'text' | 'first' | 'complete' | 'failed' | 'cancelled';

/** Work that a provider really began. For a billable one it charges us. */
export interface Job {
  readonly taskId: string;
  readonly provider: string;
  readonly trackId: string;
  readonly correlation: string;
  readonly operation: string;
  readonly variants: number;
  readonly callbackUrl: string | null;
  stage: Stage;
  /** Why, once it has failed. */
  failure: Failure | null;
}

/** What the provider itself counts as failed, so that asking again is right. */
export function isDeclaredFailed({ stage }: Job): boolean {
  return stage === 'failed' || stage === 'cancelled';
}

/** The song a job makes is the same whenever it is fetched. */
export function contentLabel(job: Pick<Job, 'taskId'>, variant: number, part: string): string {
  return `${job.taskId} ${variant} ${part}`;
}
