import { priceMillicredits, type Operation } from '@impresario/protocol';
import type { Connections } from '../database/connections.ts';
import { people, type Person } from '../people/person.ts';
import { Violation } from '../scheduler/operation.ts';
import type { TrackRow } from './rows.ts';

const dayMs = 24 * 60 * 60_000;

/** What each person has left is what they began with, less every track, plus what failed (CRE-2, I5). */
export async function checkMoney({ monitor }: Connections, tracks: readonly TrackRow[]): Promise<void> {
  const { rows } = await monitor.query<{ user_id: string; balance: number }>(
    'select user_id, credits_remaining as balance from profiles',
  );
  for (const { user_id: userId, balance } of rows) {
    const person = people.find((one) => one.userId === userId)!;
    const mine = tracks.filter((track) => track.user_id === userId);
    const wanted = mine.reduce((left, track) => left - costOf(track), person.signup.millicredits);
    if (balance !== wanted)
      throw new Violation('I3', `${userId} has ${balance} instead of ${wanted} millicredits`);
  }
}

function costOf({ id, operation, status, price, refunded }: TrackRow): number {
  const wanted = priceMillicredits[operation as Operation];
  if (price !== wanted) throw new Violation('CRE-1', `track ${id} cost ${price} instead of ${wanted}`);
  if (status === 'failed' && refunded !== price)
    throw new Violation('I5', `failed track ${id} gave nothing back`);
  if (status !== 'failed' && status !== 'cancelled' && refunded > 0) {
    throw new Violation('I5', `${status} track ${id} gave ${refunded} back`);
  }
  return price - refunded;
}

/** Nobody was admitted more often in a minute or a day than their plan says (I16). */
export function checkRates(tracks: readonly TrackRow[]): void {
  for (const person of people) {
    const songs = tracks.filter(
      ({ user_id, makes_song, claimed_from }) =>
        user_id === person.userId && makes_song && claimed_from === null,
    );
    checkMinutes(
      person,
      songs.map(({ created_at }) => created_at.getTime()),
    );
    checkDays(person, songs);
  }
}

/** A bucket of so many tokens that fills in a minute: any run of admissions is long enough for what it took. */
function checkMinutes({ userId, limits: { perMinute } }: Person, times: readonly number[]): void {
  const tokenMs = 60_000 / perMinute;
  times.forEach((from, first) => {
    times.slice(first).forEach((to, count) => {
      if (to - from < (count + 1 - perMinute) * tokenMs - 1) {
        throw new Violation('I16', `${userId} was admitted ${count + 1} times in ${(to - from) / 1_000} s`);
      }
    });
  });
}

function checkDays({ userId, limits: { perDay } }: Person, songs: readonly TrackRow[]): void {
  const days = new Map<number, number>();
  for (const { created_at: at } of songs) {
    const day = Math.floor(at.getTime() / dayMs);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const most = Math.max(0, ...days.values());
  if (perDay !== null && most > perDay)
    throw new Violation('I16', `${userId} was admitted ${most} times in a day`);
}

/** How many songs a person has under way, in the moment one was admitted (I16). */
export async function checkConcurrency({ monitor }: Connections, userId: string): Promise<void> {
  const { rows } = await monitor.query<{ active: number }>(
    `select count(*)::integer as active from tracks
     where user_id = $1 and due_at is not null and makes_song and claimed_from is null`,
    [userId],
  );
  const { limits } = people.find((one) => one.userId === userId)!;
  const { active } = rows[0]!;
  if (active > limits.concurrent) throw new Violation('I16', `${userId} has ${active} songs under way`);
}
