import { admittedId, type Books, type Request } from '../people/books.ts';
import { Violation } from '../scheduler/operation.ts';
import type { TrackRow } from './rows.ts';

/** What people were told is true (I8), a wish is granted once (I1), and a key answers for ever as it did (I17). */
export function checkRequests({ requests }: Books, tracks: readonly TrackRow[]): void {
  for (const group of groups(requests)) {
    const { wish } = group[0]!;
    const made = tracks.filter(
      ({ user_id, key, prompt, claimed_from }) =>
        user_id === wish.person.userId &&
        claimed_from === null &&
        key === wish.key &&
        (key !== null || prompt === wish.label),
    );
    if (made.length > 1)
      throw new Violation('I1', `${group.length} requests for ${wish.label} made ${made.length} tracks`);
    const admitted = new Set(group.map(admittedId).filter((id) => id !== null));
    if (admitted.size > 1)
      throw new Violation('I17', `${wish.label} was answered with ${admitted.size} tracks`);
    const [id] = admitted;
    if (id !== undefined && made[0]?.id !== id)
      throw new Violation('I8', `acknowledged track ${id} does not exist`);
    const isRefused = group.every(({ told }) => told.kind === 'answer' || told.kind === 'refused');
    if (isRefused && admitted.size === 0 && made.length > 0) {
      throw new Violation('IDM-2', `${wish.label} was refused and track ${made[0]!.id} exists`);
    }
    checkReplays(group);
  }
}

/** Requests that share a key, or a wish without one. */
function groups(requests: readonly Request[]): Request[][] {
  const byKey = new Map<string, Request[]>();
  for (const request of requests) {
    const { person, key, number } = request.wish;
    const name = `${person.userId}/${key ?? `wish ${number}`}`;
    byKey.set(name, [...(byKey.get(name) ?? []), request]);
  }
  return [...byKey.values()];
}

function checkReplays(group: readonly Request[]): void {
  const responses = new Set<string>();
  const granted = group.filter((request) => admittedId(request) !== null);
  for (const { told } of granted) {
    if (told.kind === 'answer' && told.answer.kind === 'admitted') responses.add(told.answer.response);
  }
  if (responses.size > 1)
    throw new Violation('I17', `${group[0]!.wish.label} was replayed in ${responses.size} forms`);
  if (granted.filter(isFirst).length > 1) {
    throw new Violation('I17', `${group[0]!.wish.label} was admitted twice, neither as a replay`);
  }
  const first = granted.toSorted((a, b) => a.answeredAt! - b.answeredAt!)[0];
  if (!first) return;
  for (const request of group.filter(({ askedAt }) => askedAt > first.answeredAt!)) {
    const { told, wish } = request;
    if (told.kind !== 'answer') continue;
    const wanted = wish.label === first.wish.label ? 'admitted' : 'idempotency-mismatch';
    if (told.answer.kind !== wanted) {
      throw new Violation(
        'I17',
        `${wish.label} with the key of ${first.wish.label} was answered ${told.answer.kind}`,
      );
    }
  }
}

function isFirst({ told }: Request): boolean {
  return told.kind === 'answer' && told.answer.kind === 'admitted' && !told.answer.replayed;
}

/** A late result is claimed once (GEN-7). */
export function checkClaims(tracks: readonly TrackRow[]): void {
  const claimed = new Set<string>();
  for (const { claimed_from: from } of tracks) {
    if (from === null) continue;
    if (claimed.has(from)) throw new Violation('GEN-7', `the late result of track ${from} was sold twice`);
    claimed.add(from);
  }
}

/** What was said to be done is so, and was not undone. */
export function checkDone({ done }: Books, tracks: readonly TrackRow[]): void {
  for (const { what, trackId, refunded } of done) {
    const row = tracks.find(({ id }) => id === trackId);
    if (what === 'cancel' && (row?.status !== 'cancelled' || row.refunded !== refunded * 1_000)) {
      throw new Violation(
        'I6',
        `track ${trackId}, told to be cancelled, is ${row?.status}, ${row?.refunded} refunded`,
      );
    }
    if (what === 'remove' && !row?.is_removed)
      throw new Violation('I8', `track ${trackId} was removed and is there`);
    if (what === 'claim' && !tracks.some(({ claimed_from }) => claimed_from === trackId)) {
      throw new Violation('I8', `the late result of track ${trackId} was claimed and is not there`);
    }
  }
}
