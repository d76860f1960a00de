import type { World } from '../world.ts';
import type { Rule } from './faults.ts';
import type { SimulatorState } from './stage.ts';

export const simulatorKinds = ['suno', 'mureka', 'minimax'] as const;
export type SimulatorKind = (typeof simulatorKinds)[number];

export const speeds = ['realistic', 'quick', 'instant'] as const;
/** `realistic`: documented latencies; `quick`: fifty times faster, a song in about 3 s; `instant`: done at once. */
export type Speed = (typeof speeds)[number];

/** The two hosts of the Suno interface: the same paths, other codes. */
export const dialects = ['sunoapi', 'kie'] as const;
export type Dialect = (typeof dialects)[number];

export const regions = ['global', 'cn'] as const;
export type Region = (typeof regions)[number];

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** The only key accepted; without it any key is, but one must be sent. */
  readonly apiKey?: string | undefined;
  readonly dialect?: Dialect | undefined;
  readonly speed?: Speed | undefined;
  readonly seed?: number | undefined;
  /** Length of the songs made; 30 by default. */
  readonly songSeconds?: number | undefined;
  /** Credits (or money, where the service counts money) at the start and after a reset; 1000 by default. */
  readonly credits?: number | undefined;
  /** Signs callbacks with it. */
  readonly webhookSecret?: string | undefined;
  /** Adds a time to the signature; the kie dialect always does. */
  readonly signTimestamp?: boolean | undefined;
  /** What a `first` and `text` callback carries: what the documents say, or what was seen (the default). */
  readonly firstShape?: 'documented' | 'observed' | undefined;
  /** `none` lifts the documented request limits, for tests that ask a lot; `documented` by default. */
  readonly rateLimits?: 'documented' | 'none' | undefined;
  /** Work at once for one key: 5 at Mureka, where a top-up buys it; 20 at MiniMax. Suno documents none. */
  readonly concurrencyMax?: number | undefined;
  /** `cn`: the service in China, where it differs (Mureka reviews finished songs there); `global` by default. */
  readonly region?: Region | undefined;
  readonly log?: ((line: string) => void) | undefined;
  /** Time and chance; real ones by default. */
  readonly world?: World | undefined;
}

/** What tests and `/_simulator` can see and change while the service runs. */
export interface Control {
  state(): SimulatorState;
  /** Forgets tasks, files, rules and counts, and restores the credits. */
  reset(): void;
  /** Forgets the rules and a brown-out; tasks and counts stay. */
  mend(): void;
  /** Adds a rule; throws a `TypeError` that says what is wrong with it. */
  script(rule: Rule): void;
  /** Sets the balance. */
  credits(amount: number): void;
  /** A brown-out: every request answers 503, or its connection is cut, for `ms` or until `up()`. */
  down(how?: { readonly ms?: number | undefined; readonly how?: '503' | 'reset' | undefined }): void;
  up(): void;
  /** Sends the last callback of a task again; false when there was none. */
  resend(taskId: string): boolean;
}

export interface Simulator {
  readonly kind: SimulatorKind;
  /** `http://127.0.0.1:9101`, without a slash at its end. */
  readonly url: string;
  /** A key that is accepted. */
  readonly apiKey: string;
  readonly control: Control;
  close(): Promise<void>;
}
