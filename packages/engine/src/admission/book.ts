import { isSongOperation, sideOperationsPerMinute, toCredits } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Admission } from '../engine.ts';
import { blockedInWords } from '../providers/blocked.ts';
import type { EarlierOutcome } from './admissions.ts';
import { limited, quotaStates } from './quota.ts';
import { rowOf, type Work } from './work.ts';

/** Work beside songs is no generation: only its own bucket holds it back. */
const sideLimits = { perMinute: sideOperationsPerMinute, perDay: null, concurrent: null };
const sidePlanLimits = { free: sideLimits, pro: sideLimits, premium: sideLimits };

/** Books one piece of work, or says why not. One statement decides everything (GEN-1). */
export async function book(core: Core, work: Work): Promise<Admission> {
  const { caller, shown } = work;
  const now = core.clock.now();
  const isSong = isSongOperation(shown.operation);
  const limits = isSong ? core.settings.plans : sidePlanLimits;
  const response = JSON.stringify(shown);
  const price = core.settings.prices[shown.operation];
  const row = rowOf(core, work);
  const request = {
    bucket: { userId: caller.userId, endpoint: isSong ? 'generate' : 'operate' },
    likelyPerMinute: limits[caller.signup.plan].perMinute,
    now,
  };
  const outcome = await core.counter.count(request, (token) =>
    core.admissions({ ...work, now, limits, price, row, response, token }),
  );
  switch (outcome.outcome) {
    case 'admitted':
      core.nudge();
      return {
        kind: 'admitted',
        replayed: false,
        trackId: shown.id,
        response,
        quotas: quotaStates(outcome.quota, now, 'taken'),
      };
    case 'replayed':
    case 'mismatch':
      return readEarlier(outcome);
    case 'limited':
      return limited(outcome.by, outcome.quota, now);
    case 'insufficient-credits': {
      const { balance, required } = outcome;
      return { kind: 'insufficient-credits', balance: toCredits(balance), required: toCredits(required) };
    }
    case 'track-id-taken':
      return { kind: 'track-id-taken', byCaller: outcome.byCaller };
    case 'provider-blocked':
      return {
        kind: 'provider-unavailable',
        provider: shown.provider,
        detail: blockedInWords(work.provider.capabilities.label, outcome.kind),
      };
  }
}

/** An answer once given is given again, also when today's providers would refuse the request (IDM-2, GEN-1). */
export async function orReplay<Refusal>(
  core: Core,
  {
    userId,
    idempotencyKey,
    fingerprint,
  }: { userId: string; idempotencyKey: string | null; fingerprint: Buffer },
  refusal: Refusal,
): Promise<Admission | Refusal> {
  if (idempotencyKey === null) return refusal;
  const { rows } = await sql<{ outcome: EarlierOutcome | null }>`
    select replay_of(${userId}, ${idempotencyKey}, ${fingerprint}) as outcome`.execute(core.db.kysely);
  const outcome = rows[0]?.outcome;
  return outcome ? readEarlier(outcome) : refusal;
}

function readEarlier(outcome: EarlierOutcome): Admission {
  const { trackId } = outcome;
  if (outcome.outcome === 'mismatch') return { kind: 'idempotency-mismatch', trackId };
  return { kind: 'admitted', replayed: true, trackId, response: outcome.response, quotas: [] };
}
