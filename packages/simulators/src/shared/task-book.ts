import type { Fault } from './faults.ts';

/** One attempt to deliver one callback. */
export interface CallbackRecord {
  readonly at: string;
  readonly type: string;
  readonly attempt: number;
  /** The HTTP status of the receiver, or why there was none: `nobody there` is an address of example.com and its like. */
  readonly answer: number | 'lost' | 'no answer' | 'nobody there';
}

/** Work that was accepted. `Detail` is what one service keeps beside it. */
export interface Task<Detail = unknown> {
  readonly id: string;
  /** The service's own word: `generate`, `lyrics`, `song`, … */
  readonly kind: string;
  readonly prompt: string;
  readonly body: unknown;
  readonly callbackUrl: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly billed: number;
  readonly faults: readonly Fault[];
  readonly callbacks: CallbackRecord[];
  readonly detail: Detail;
  /** The service's own word. */
  status: string;
  finishedAt: number | null;
  polls: number;
}

/** What a service says of new work; ids, time and faults are added. */
export interface NewTask<Detail> {
  readonly id: string;
  readonly kind: string;
  readonly prompt: string;
  readonly body: unknown;
  readonly callbackUrl?: string | null | undefined;
  /** Taken from the balance. */
  readonly price: number;
  readonly status: string;
  readonly detail: Detail;
}

/** The fault of that name that concerns the task itself. */
export function faultOf(task: Task, name: Fault['fault']): Fault | undefined {
  return task.faults.find(({ fault }) => fault === name);
}
