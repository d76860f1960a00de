import type { FaultName, Rule, Station } from './faults.ts';

interface Word {
  readonly says: string;
  rule(value: string): Rule;
}

const number = (value: string, otherwise: number): number => {
  const parsed = Number.parseFloat(value);
  return Number.isFinite(parsed) && parsed >= 0 ? parsed : otherwise;
};

/** `20s`, `500ms`, `20` (seconds). */
function milliseconds(value: string, otherwise: number): number {
  if (/^[\d.]+ms$/.test(value)) return number(value, otherwise);
  return /^[\d.]+s?$/.test(value) ? number(value, otherwise / 1000) * 1000 : otherwise;
}

const always = (on: Station, fault: FaultName) => (): Rule => ({ on, times: 'always', do: { fault } });
const later =
  (on: Station, fault: FaultName, otherwise: number) =>
  (value: string): Rule => ({ on, times: 'always', do: { fault, ms: milliseconds(value, otherwise) } });

/** Words that a prompt may carry as `sim:word` or `sim:word=value`; each concerns that request and its task only. */
export const promptWords: Readonly<Record<string, Word>> = {
  error: {
    says: '=CODE: the submit is refused with it',
    rule: (value) => error('submit', number(value, 500)),
  },
  html: { says: 'the submit answers a proxy page', rule: always('submit', 'html') },
  'accept-then-html': {
    says: 'done and billed, but the reply is a 504 page',
    rule: always('submit', 'accept-then-html'),
  },
  truncated: {
    says: 'done and billed, but the reply breaks off half way',
    rule: always('submit', 'truncated'),
  },
  hang: { says: 'the submit never answers', rule: always('submit', 'hang') },
  'reset-before': {
    says: 'the connection of the submit is cut, nothing is done',
    rule: always('submit', 'reset-before'),
  },
  'accept-then-reset': {
    says: 'done and billed, but the reply is lost',
    rule: always('submit', 'accept-then-reset'),
  },
  'slow-reply': { says: '=5s: the reply of the submit is late', rule: later('submit', 'delay', 5000) },
  moderated: { says: 'refused for its words', rule: always('task', 'moderated') },
  'moderated-output': {
    says: 'accepted, and refused when it is made',
    rule: () => ({ on: 'task', do: { fault: 'moderated', word: 'output' } }),
  },
  fail: {
    says: '=CODE: the work fails',
    rule: (value) => ({
      on: 'task',
      do: { fault: 'fail', code: value === '' ? undefined : number(value, 500) },
    }),
  },
  slow: { says: '=20s: takes that much longer', rule: later('task', 'slow', 20_000) },
  'never-finishes': { says: 'stays under way for ever', rule: always('task', 'never-finishes') },
  'one-version': { says: 'only the first version has audio', rule: always('task', 'one-version') },
  'no-audio': { says: 'success, but without audio', rule: always('task', 'success-without-audio') },
  'odd-hex': { says: 'MiniMax: a hex digit is missing', rule: always('task', 'odd-hex') },
  unfinished: { says: 'MiniMax: a reply that says "under way"', rule: always('task', 'unfinished') },
  'stream-ends-early': {
    says: 'MiniMax: a stream without its last record',
    rule: always('task', 'stream-ends-early'),
  },
  'callback-exception': {
    says: 'Suno ends as CALLBACK_EXCEPTION, audio present',
    rule: always('task', 'callback-exception'),
  },
  'unknown-status': {
    says: '=3: that many looks see a status nobody knows',
    rule: (value) => ({
      on: 'poll',
      times: Math.max(1, Math.floor(number(value, 3))),
      do: { fault: 'unknown-status' },
    }),
  },
  'poll-error': {
    says: '=CODE: three looks are refused',
    rule: (value) => ({ ...error('poll', number(value, 500)), times: 3 }),
  },
  'lose-callback': { says: 'no callback is sent', rule: always('callback', 'lose') },
  'late-callback': { says: '=5s: callbacks are late', rule: later('callback', 'delay', 5000) },
  'duplicate-callback': {
    says: '=5: every callback that many times',
    rule: (value) => ({
      on: 'callback',
      times: 'always',
      do: { fault: 'duplicate', times: number(value, 2) },
    }),
  },
  'reorder-callback': {
    says: 'the first callback comes after the second',
    rule: (_) => ({ on: 'callback', do: { fault: 'reorder' } }),
  },
  'forge-callback': { says: 'callbacks carry a wrong signature', rule: always('callback', 'forge') },
  'stale-callback': { says: 'callbacks are signed an hour ago', rule: always('callback', 'stale') },
  'callback-before-reply': {
    says: 'the first callback comes before the reply of the submit',
    rule: always('callback', 'before-reply'),
  },
  'audio-404': { says: 'the files are not found', rule: always('asset', '404') },
  'audio-truncated': { says: 'the files break off half way', rule: always('asset', 'truncate') },
  'audio-expired': {
    says: 'the files answer 403 until the task is looked at again',
    rule: always('asset', 'expired'),
  },
  'audio-html': { says: 'the files are an HTML page', rule: always('asset', 'html') },
  'audio-empty': { says: 'the files have no bytes', rule: always('asset', 'zero-bytes') },
  twins: { says: 'both versions are the same bytes', rule: always('asset', 'twins') },
};

const error = (on: Station, code: number): Rule => ({ on, times: 'always', do: { fault: 'error', code } });

/** The rules that the words of a prompt stand for; unknown words are passed over. */
export function rulesInPrompt(prompt: string): Rule[] {
  return [...prompt.matchAll(/\bsim:([a-z0-9-]+)(?:=([\w.]+))?/g)].flatMap(([, name = '', value = '']) => {
    const word = Object.hasOwn(promptWords, name) ? promptWords[name] : undefined;
    return word ? [word.rule(value)] : [];
  });
}

/** Whether `sim:moderated` is in it; for services that review the words before they accept anything. */
export function isRefusedForWords(prompt: string): boolean {
  return rulesInPrompt(prompt).some(({ do: { fault, word } }) => fault === 'moderated' && word !== 'output');
}
