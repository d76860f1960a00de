import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../failure.ts';
import type { Clip, PollOutcome, Snapshot, SubmitOutcome, TaskHandle } from '../outcome.ts';
import type { MusicProvider, Progress, SubmitCall } from '../provider.ts';
import type { MusicRequest } from '../request.ts';
import type { ProviderSubject } from './subject.ts';

/** Words that no failure may repeat. */
const canary = {
  prompt: 'canary prompt about a violet lighthouse',
  lyrics: 'canary lyrics of a violet lighthouse',
} as const;

/** A request whose texts are recognised wherever they leak. */
export function canaryRequest(subject: ProviderSubject, change: Partial<MusicRequest> = {}): MusicRequest {
  return subject.makeRequest({ prompt: canary.prompt, lyrics: canary.lyrics, ...change });
}

export interface CallProbe {
  readonly call: SubmitCall;
  readonly controller: AbortController;
  readonly progress: Progress[];
}

let callCount = 0;

export function probeCall(change: Partial<SubmitCall> = {}): CallProbe {
  callCount += 1;
  const controller = new AbortController();
  const progress: Progress[] = [];
  const call: SubmitCall = {
    signal: controller.signal,
    trackId: `00000000-0000-7000-8000-${String(callCount).padStart(12, '0')}`,
    correlation: `correlation-${callCount}`,
    callbackUrl: null,
    onProgress: (step) => progress.push(step),
    readReference: null,
    ...change,
  };
  return { call, controller, progress };
}

/** Runs `use` with a new provider on a far end that has forgotten everything. */
export async function withProvider<Result>(
  subject: ProviderSubject,
  use: (provider: MusicProvider) => Promise<Result>,
): Promise<Result> {
  await subject.upstream?.reset();
  return withFreshProvider(subject, use);
}

/** As `withProvider`, while the far end remembers: a restart of ours. */
export async function withFreshProvider<Result>(
  subject: ProviderSubject,
  use: (provider: MusicProvider) => Promise<Result>,
): Promise<Result> {
  const provider = await subject.makeProvider();
  try {
    return await use(provider);
  } finally {
    await provider.close?.();
  }
}

/** Submits; an exception, an answer after the limit, and a leak all break the contract. */
export async function submit(
  subject: ProviderSubject,
  provider: MusicProvider,
  request: MusicRequest,
  probe: CallProbe = probeCall(),
): Promise<SubmitOutcome> {
  const outcome = await answered(subject, 'submit', provider.submit(request, probe.call));
  if (outcome.kind === 'failed') assertSoundFailure(subject, outcome.failure, 'submit');
  if (outcome.kind === 'accepted') assertNoLeak(subject, outcome.handle, 'the handle');
  return outcome;
}

export async function submitAccepted(
  subject: ProviderSubject,
  provider: MusicProvider,
  probe: CallProbe = probeCall(),
): Promise<TaskHandle> {
  const outcome = await submit(subject, provider, canaryRequest(subject), probe);
  assert.equal(outcome.kind, 'accepted', `submit should have been accepted, got ${describe(outcome)}`);
  return outcome.handle;
}

export async function submitFailed(
  subject: ProviderSubject,
  provider: MusicProvider,
  probe: CallProbe = probeCall(),
): Promise<Failure> {
  const outcome = await submit(subject, provider, canaryRequest(subject), probe);
  assert.equal(outcome.kind, 'failed', `submit should have failed, got ${describe(outcome)}`);
  return outcome.failure;
}

/** Looks once; a fault must come back as a value (GEN-8). */
export async function poll(
  subject: ProviderSubject,
  provider: MusicProvider,
  handle: TaskHandle,
  signal: AbortSignal = new AbortController().signal,
): Promise<PollOutcome> {
  if (!provider.poll) assert.fail('a provider of the task shape must have poll');
  const outcome = await answered(subject, 'poll', provider.poll(handle, { signal }));
  if (outcome.kind === 'failed') assertSoundFailure(subject, outcome.failure, 'poll');
  else if (outcome.snapshot.state === 'failed') assertSoundFailure(subject, outcome.snapshot.failure);
  return outcome;
}

export async function pollSeen(
  subject: ProviderSubject,
  provider: MusicProvider,
  handle: TaskHandle,
): Promise<Snapshot> {
  const outcome = await poll(subject, provider, handle);
  assert.equal(outcome.kind, 'seen', `a look should have worked, got ${describe(outcome)}`);
  return outcome.snapshot;
}

/** Looks until the song is done; returns every snapshot. */
export async function pollToEnd(
  subject: ProviderSubject,
  provider: MusicProvider,
  handle: TaskHandle,
): Promise<Snapshot[]> {
  const seen: Snapshot[] = [];
  for (let look = 0; look < 50; look += 1) {
    const snapshot = await pollSeen(subject, provider, handle);
    seen.push(snapshot);
    if (snapshot.state === 'succeeded' || snapshot.state === 'failed') return seen;
    await sleep(5);
  }
  assert.fail(`the song did not end in 50 looks; last seen: ${describe(seen.at(-1))}`);
}

/** The clips of one song, whatever the shape. */
export async function makeSong(
  subject: ProviderSubject,
  provider: MusicProvider,
  request: MusicRequest,
  probe: CallProbe = probeCall(),
): Promise<readonly Clip[]> {
  const outcome = await submit(subject, provider, request, probe);
  if (outcome.kind === 'finished') return outcome.clips;
  assert.equal(outcome.kind, 'accepted', `the song should have been made, got ${describe(outcome)}`);
  const { handle } = outcome;
  const last = (await pollToEnd(subject, provider, handle)).at(-1);
  if (last?.state !== 'succeeded') assert.fail(`the song should have succeeded, got ${describe(last)}`);
  return last.clips;
}

/** A failure is typed, consistent with itself, and says nothing it must not. */
export function assertSoundFailure(
  subject: ProviderSubject,
  failure: Failure,
  phase?: Failure['phase'],
): void {
  assertNoLeak(subject, failure, 'a failure');
  assert.ok(failure.message.trim() !== '', 'a failure needs a message');
  if (phase) assert.equal(failure.phase, phase, `phase of ${describe(failure)}`);
  if (phase === 'submit' && failure.sideEffect !== 'none') {
    assert.equal(
      failure.retryable,
      false,
      `a song may have started, so asking again is forbidden: ${describe(failure)}`,
    );
    assert.equal(
      failure.canFailOver,
      false,
      `a song may have started, so no other may be asked: ${describe(failure)}`,
    );
  }
}

/** Neither a secret nor the words of the user: what is logged must hold none of them. */
function assertNoLeak(subject: ProviderSubject, value: unknown, what: string): void {
  assertNoSecret(subject, value, what);
  const text = textOf(value);
  for (const words of Object.values(canary)) {
    assert.ok(!text.includes(words), `${what} repeats the user's text`);
  }
}

export function assertNoSecret(subject: ProviderSubject, value: unknown, what: string): void {
  const text = textOf(value);
  for (const secret of subject.secrets) {
    assert.ok(!text.includes(secret), `${what} shows a secret`);
  }
}

function textOf(value: unknown): string {
  const thrown = value instanceof Error ? `${value.message} ${value.stack ?? ''}` : '';
  return `${JSON.stringify(value)} ${thrown}`;
}

/** Waits for the answer to a call; throwing or being late breaks the contract. */
export async function answered<Result>(
  subject: ProviderSubject,
  what: string,
  pending: Promise<Result>,
  limitMs: number = subject.callLimitMs ?? 10_000,
): Promise<Result> {
  const stop = new AbortController();
  const late = sleep(limitMs, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
  const settled = pending.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([settled, late]);
  stop.abort();
  if (first === 'late') assert.fail(`${what} gave no answer within ${limitMs} ms`);
  if ('error' in first) {
    assertNoLeak(subject, first.error, 'an exception');
    assert.fail(`${what} threw (${String(first.error)}) where a failure is a value`);
  }
  return first.value;
}

/** Waits until `holds`, at most 5 s. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let look = 0; look < 1000; look += 1) {
    if (holds()) return;
    await sleep(5);
  }
  assert.fail(`waited 5 s in vain until ${what}`);
}

/** For messages: short, and without audio bytes. */
export function describe(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? `${part.length} bytes` : part,
  );
  return (text ?? 'nothing').slice(0, 300);
}
