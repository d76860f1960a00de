import type { FailureKind } from '../failure.ts';
import type { MusicProvider } from '../provider.ts';
import type { MusicRequest } from '../request.ts';

/** A fault the far end shows to the next request of one kind. */
export type Fault =
  | 'reset-before-body'
  | 'reset-after-body'
  /** The request is carried out and never answered. */
  | 'hang'
  /** A page in place of JSON, as gateways send it with 502. */
  | 'html'
  | 'truncated-json'
  | 'empty'
  /** Too many looks, in the provider's own words for it. */
  | 'rate-limited'
  /** Maintenance or overload, in the provider's own words for it. */
  | 'overloaded'
  /** A 2xx reply to a submit that names no task (task shape). */
  | 'no-task-id'
  /** The song is said to be done, without audio. */
  | 'success-without-audio'
  /** A status word the provider never documented (task shape). */
  | 'unknown-status'
  /** The provider says that the song could not be made (task shape). */
  | 'task-failed';

/** An error the provider documents, and what it means to us. */
export interface DocumentedError {
  readonly name: string;
  /** Has the next submit answered so; the reply's text repeats the key and the prompt. */
  arrange(): void;
  readonly kind: FailureKind;
  readonly sideEffect: 'none' | 'accepted' | 'unknown';
  readonly retryAfterMs?: number;
}

/** A scripted far end over real HTTP, as the checks drive it. */
export interface UpstreamHooks {
  /** Forgets requests, songs and faults; from then on every request goes well and a song is done at its third look. */
  reset(): void | Promise<void>;
  breakSubmit(fault: Fault): void;
  breakPoll(fault: Fault): void;
  /** Bodies of the POSTs that may start a song, answered or not, since `reset`. */
  submits(): readonly unknown[];
  /** How many polls were received since `reset`. */
  pollCount(): number;
  /** Ids of the tasks really started since `reset`. */
  taskIds(): readonly string[];
  /** What a submit's body says of a parameter, in our words; undefined when it says nothing. */
  sentValue(body: unknown, parameter: keyof MusicRequest): unknown;
  readonly documentedErrors: readonly DocumentedError[];
}

/** One provider under test. */
export interface ProviderSubject {
  readonly name: string;
  /** `in-process`: no far end at all, e.g. the built-in composer. */
  readonly shape: 'task' | 'inline' | 'in-process';
  /** A new instance each time: it stands for a restarted process. */
  readonly makeProvider: () => MusicProvider | Promise<MusicProvider>;
  /** The same provider, pointed at an address where nothing listens. */
  readonly makeUnreachableProvider?: () => MusicProvider | Promise<MusicProvider>;
  /** A request the provider takes, with these parts replaced. Short songs keep the suite fast. */
  readonly makeRequest: (change?: Partial<MusicRequest>) => MusicRequest;
  readonly upstream?: UpstreamHooks;
  /** Keys and tokens that must never be seen in a failure, a handle or a snapshot. */
  readonly secrets: readonly string[];
  /** How long one call may take, by default 10 s. */
  readonly callLimitMs?: number;
}

/** One rule of the contract. `run` throws an AssertionError when the subject breaks it. */
export interface ConformanceCheck {
  readonly name: string;
  readonly applies: (subject: ProviderSubject) => boolean;
  readonly run: (subject: ProviderSubject) => Promise<void>;
}

export const hasUpstream = (subject: ProviderSubject): boolean => subject.upstream !== undefined;
const isTask = (subject: ProviderSubject): boolean => subject.shape === 'task';
export const isTaskUpstream = (subject: ProviderSubject): boolean => isTask(subject) && hasUpstream(subject);
export const always = (): boolean => true;

/** The far end of a subject that has one. */
export function upstreamOf(subject: ProviderSubject): UpstreamHooks {
  if (!subject.upstream) throw new Error(`${subject.name} has no scripted upstream`);
  return subject.upstream;
}
