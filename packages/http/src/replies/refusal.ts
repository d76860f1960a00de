import type { Problem, ProblemCode } from '@impresario/protocol';

/** Members of a problem beyond those every problem has. */
export type ProblemExtra = Partial<
  Pick<Problem, 'errors' | 'balance' | 'required' | 'resetAt' | 'retryAfter' | 'remaining' | 'activeTrackIds'>
>;

/** An expected "no", as a value: steps return it, and one place makes a problem reply of it. */
export interface Refusal {
  readonly refused: ProblemCode;
  /** What happened this time, for the person at the other end. */
  readonly detail: string;
  readonly extra?: ProblemExtra;
  readonly headers?: Readonly<Record<string, string>>;
}

export function refuse(
  refused: ProblemCode,
  detail: string,
  rest: Pick<Refusal, 'extra' | 'headers'> = {},
): Refusal {
  return { refused, detail, ...rest };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
