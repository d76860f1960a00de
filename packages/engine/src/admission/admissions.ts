import type { Plan, PlanLimits } from '@impresario/protocol';
import { lostARace, isTransient, type Database } from '@impresario/database';
import type { QuotaState } from '../engine.ts';
import { createGroupCommit } from '../group-commit.ts';
import type { BlockedKind } from '../providers/blocked.ts';
import type { CountedToken, OtherLimit } from './counter.ts';
import type { Quota } from './quota.ts';
import type { Work } from './work.ts';

/** The arguments of `admit_track`. Prices and credits are millicredits. */
export interface AdmissionRequest extends Pick<Work, 'caller' | 'idempotencyKey' | 'fingerprint'> {
  readonly now: Date;
  readonly limits: Readonly<Record<Plan, { readonly [K in keyof PlanLimits]: number | null }>>;
  readonly price: number;
  /** The row of `tracks`, as `insert_track` reads it. */
  readonly row: object;
  readonly response: string;
  /** null where PostgreSQL counts itself. */
  readonly token: CountedToken | null;
}

export type EarlierOutcome =
  | { readonly outcome: 'replayed'; readonly trackId: string; readonly response: string }
  | { readonly outcome: 'mismatch'; readonly trackId: string };

/** What `admit_track` answers. */
export type BookOutcome =
  | EarlierOutcome
  | { readonly outcome: 'admitted'; readonly quota: Quota }
  | { readonly outcome: 'limited'; readonly by: QuotaState['name']; readonly quota: Quota }
  | { readonly outcome: 'insufficient-credits'; readonly balance: number; readonly required: number }
  | { readonly outcome: 'track-id-taken'; readonly byCaller: boolean }
  | { readonly outcome: 'provider-blocked'; readonly kind: BlockedKind };

/** Where admissions are decided; each resolves once it is committed, or refused with nothing written. */
export type Admissions = (request: AdmissionRequest) => Promise<BookOutcome | OtherLimit>;

export function createAdmissions(db: Database): Admissions {
  return createGroupCommit({
    run: (requests) => admitAll(db, requests),
    // Where nobody knows whether it was committed, or the database is not there, a second try is the client's.
    isFinal: (error) => isTransient(error) && !lostARace(error),
    lanes: 2,
    sizeMax: 16,
  });
}

async function admitAll({ pool }: Database, requests: readonly AdmissionRequest[]): Promise<BookOutcome[]> {
  // Each admission locks its user's profile; two processes must lock in the same order.
  const places = requests.map((_, place) => place).sort((a, b) => compareUsers(requests[a]!, requests[b]!));
  const column = <T>(pick: (request: AdmissionRequest) => T) => places.map((place) => pick(requests[place]!));
  const values = [
    places,
    column(({ now }) => now),
    column(({ caller }) => caller.userId),
    column(({ caller }) => caller.signup.plan),
    column(({ caller }) => caller.signup.millicredits),
    column(({ idempotencyKey }) => idempotencyKey),
    column(({ fingerprint }) => fingerprint),
    column(({ limits }) => JSON.stringify(limits)),
    column(({ price }) => price),
    column(({ row }) => JSON.stringify(row)),
    column(({ response }) => response),
    column(({ token }) => token && JSON.stringify(token)),
  ];
  const { rows } = await pool.query<{ place: number; outcome: BookOutcome }>({
    name: 'admit tracks',
    text: admitEach,
    values,
  });
  const outcomes = new Map(rows.map(({ place, outcome }) => [place, outcome]));
  return requests.map((_, place) => outcomes.get(place)!);
}

const admitEach = `
  select place, admit_track(
    now, user_id, signup_plan, signup_credits, key, fingerprint, limits::jsonb, price, track::jsonb, response,
    token::jsonb
  ) as outcome
  from unnest(
    $1::integer[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bytea[], $8::text[],
    $9::bigint[], $10::text[], $11::text[], $12::text[]
  ) as request (
    place, now, user_id, signup_plan, signup_credits, key, fingerprint, limits, price, track, response, token
  )`;

function compareUsers(a: AdmissionRequest, b: AdmissionRequest): number {
  return a.caller.userId < b.caller.userId ? -1 : a.caller.userId > b.caller.userId ? 1 : 0;
}
