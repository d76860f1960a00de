import { isDeepStrictEqual } from 'node:util';
import { checkInvariants } from '@impresario/database';
import type { Connections } from '../database/connections.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import type { Books } from '../people/books.ts';
import { Violation } from '../scheduler/operation.ts';
import type { Disk } from '../storage/memory-store.ts';
import { checkCancelled, checkFiles, checkJobs } from './far-truth.ts';
import type { Follower } from './follower.ts';
import { checkMoney, checkRates } from './money.ts';
import { checkClaims, checkDone, checkRequests } from './requests.ts';
import { readAssets, readAttempts, readTracks, type TrackRow } from './rows.ts';

export interface Evidence {
  readonly connections: Connections;
  readonly books: Books;
  readonly far: FarEnd;
  readonly disk: Disk;
  readonly follower: Follower;
}

/** The rules of `invariants.sql`, at any moment; `isCalm` when also nothing may be late. */
export async function checkRules({ monitor }: Connections, now: Date, isCalm: boolean): Promise<void> {
  const pool = { connect: async () => ({ query: monitor.query.bind(monitor), release() {} }) };
  const broken = await checkInvariants(pool as never, { now });
  const [first] = broken.filter(({ name }) => isCalm || !name.startsWith('I7'));
  if (first) throw new Violation(first.name.split(' ')[0]!, `${first.name}: ${JSON.stringify(first.rows)}`);
}

/** Everything that must hold once all is over. */
export async function checkEnd(evidence: Evidence, now: Date): Promise<void> {
  const { connections, books, far, disk, follower } = evidence;
  await checkRules(connections, now, true);
  const tracks = await readTracks(connections);
  const attempts = await readAttempts(connections);
  checkRequests(books, tracks);
  checkDone(books, tracks);
  checkClaims(tracks);
  await checkMoney(connections, tracks);
  checkRates(tracks);
  checkJobs(far, tracks, attempts);
  checkCancelled(tracks, attempts);
  checkFiles(far, disk, tracks, attempts, await readAssets(connections));
  await follower.catchUp();
  checkFollower(follower, tracks);
}

/** After catching up a follower has what the database has (I14). */
function checkFollower({ last }: Follower, tracks: readonly TrackRow[]): void {
  for (const { id, revision, status, shown, is_removed: isRemoved } of tracks) {
    const told = last.get(id);
    if (told?.revision !== revision || told.status !== status) {
      throw new Violation(
        'I14',
        `of track ${id} the log ends at ${told?.revision}, the row is at ${revision}`,
      );
    }
    if (!isRemoved && !isDeepStrictEqual(withoutPlace(told.shown), withoutPlace(shown))) {
      throw new Violation(
        'I14',
        `track ${id} was last told as ${JSON.stringify(told.shown)} and is ${JSON.stringify(shown)}`,
      );
    }
  }
}

/** Its place in the queue changes by what others do. */
function withoutPlace(whole: object): object {
  const { queuePosition: _place, ...shown } = whole as { queuePosition?: unknown };
  return shown;
}
