/** Where a fault can happen. `task` is what becomes of the work itself, whoever looks at it. */
export const stations = ['submit', 'task', 'poll', 'callback', 'asset', 'upload'] as const;
export type Station = (typeof stations)[number];

interface FaultEntry {
  readonly on: readonly Station[];
  readonly says: string;
}

const replies = ['submit', 'poll', 'upload'] as const;

/** Every fault, where it may be used, and what it does. The help text is made of this table. */
export const faults = {
  error: { on: replies, says: 'a documented refusal: `code` (and `status` for HTTP); nothing is done' },
  html: {
    on: [...replies, 'asset'],
    says: 'an HTML page of a proxy, 502 (`status`); an asset answers it with 200',
  },
  empty: { on: replies, says: '200 without a body; what was asked is done' },
  truncated: { on: replies, says: 'half of the reply, then the connection is cut; what was asked is done' },
  hang: { on: [...replies, 'asset'], says: 'no reply until the caller gives up; nothing is done' },
  'reset-before': { on: replies, says: 'the connection is cut; nothing is done' },
  'accept-then-reset': { on: replies, says: 'what was asked is done and billed, and the reply is lost' },
  'accept-then-html': {
    on: replies,
    says: 'what was asked is done and billed, and the reply is a page of a proxy, 504 (`status`)',
  },
  delay: { on: [...replies, 'callback', 'asset'], says: 'the reply (or callback) comes `ms` later' },
  fail: { on: ['task'], says: 'the work fails, with `code` when given' },
  moderated: { on: ['task'], says: 'the work is refused for its words, or for what became of them' },
  slow: { on: ['task'], says: 'the work takes `ms` longer' },
  'never-finishes': { on: ['task'], says: 'the work stays under way for ever' },
  'one-version': { on: ['task'], says: 'only the first version has audio when the work is done' },
  'success-without-audio': { on: ['task', 'poll'], says: 'success, with no audio in it' },
  'unknown-status': { on: ['poll'], says: 'a status word that no document names (`word`)' },
  'callback-exception': {
    on: ['task'],
    says: 'Suno: ends as CALLBACK_EXCEPTION with its audio; with `code` 1, without',
  },
  'odd-hex': { on: ['task'], says: 'MiniMax: the last hex digit is missing' },
  unfinished: { on: ['task'], says: 'MiniMax: the reply says that the song is under way, and has no audio' },
  'stream-ends-early': { on: ['task'], says: 'MiniMax: the stream ends properly, without its last record' },
  lose: { on: ['callback'], says: 'is not sent' },
  duplicate: { on: ['callback'], says: 'is sent `times` times (2)' },
  reorder: { on: ['callback'], says: 'is sent after the next one of its task' },
  forge: { on: ['callback'], says: 'carries a wrong signature' },
  stale: { on: ['callback'], says: 'carries a time an hour old, rightly signed' },
  'before-reply': {
    on: ['callback'],
    says: 'the reply of the submit is held until the first callback was answered',
  },
  'other-task': { on: ['callback'], says: 'names a task that does not exist' },
  '404': { on: ['asset'], says: 'not found' },
  expired: { on: ['asset'], says: '403 until the task is looked at again' },
  truncate: { on: ['asset'], says: 'half of the bytes, then the connection is cut' },
  'slow-loris': { on: ['asset'], says: 'one byte every `ms` (1000)' },
  redirect: { on: ['asset'], says: '302 to `url`, or to the same file without faults' },
  'huge-content-length': { on: ['asset'], says: 'announces 50 GB and sends the file' },
  'zero-bytes': { on: ['asset'], says: '200 without a byte' },
  twins: { on: ['asset'], says: 'the bytes of the first version, whichever was asked for' },
} as const satisfies Readonly<Record<string, FaultEntry>>;

export type FaultName = keyof typeof faults;

export interface Fault {
  readonly fault: FaultName;
  /** The service's own code. */
  readonly code?: number | undefined;
  /** The HTTP status. */
  readonly status?: number | undefined;
  readonly ms?: number | undefined;
  readonly times?: number | undefined;
  readonly url?: string | undefined;
  readonly word?: string | undefined;
}

export interface Match {
  readonly promptIncludes?: string | undefined;
  readonly taskId?: string | undefined;
  readonly pathIncludes?: string | undefined;
  /** `complete`, `first`, … */
  readonly callbackType?: string | undefined;
}

/** When something reaches the station and matches, the fault happens; once, unless `times` says otherwise. */
export interface Rule {
  readonly on: Station;
  readonly times?: number | 'always' | undefined;
  readonly match?: Match | undefined;
  readonly do: Fault;
}

/** What is wrong with a rule from outside, in a sentence; null when it is sound. */
export function faultInRule(rule: unknown): string | null {
  if (typeof rule !== 'object' || rule === null)
    return 'A rule is an object: {"on", "do", "times", "match"}.';
  const { on, times, match, do: fault } = rule as Record<string, unknown>;
  if (!stations.includes(on as Station)) return `"on" is one of ${stations.join(', ')}.`;
  if (times !== undefined && times !== 'always' && !(Number.isInteger(times) && Number(times) > 0))
    return '"times" is a whole number from 1, or "always".';
  if (match !== undefined && (typeof match !== 'object' || match === null)) return '"match" is an object.';
  const name = (fault as { fault?: unknown } | undefined)?.fault;
  if (typeof name !== 'string' || !Object.hasOwn(faults, name))
    return `"do.fault" is one of ${Object.keys(faults).join(', ')}.`;
  const allowed: readonly Station[] = faults[name as FaultName].on;
  return allowed.includes(on as Station)
    ? null
    : `"${name}" happens on ${allowed.join(', ')}, not on ${String(on)}.`;
}
