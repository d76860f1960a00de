import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { StreamTicketVerbs, TicketHolder } from './stream-ticket.ts';

const ticketMs = 60_000;
/** Longer ones are not ours; they are not worth a look at the table. */
const lengthMax = 256;

export function streamTicketVerbs(core: Core): StreamTicketVerbs {
  return {
    issueTicket: (holder) => issueTicket(core, holder),
    redeemTicket: (ticket) => redeemTicket(core, ticket),
    findDeadKeys: (keyIds) => findDeadKeys(core, keyIds),
  };
}

async function issueTicket(core: Core, { userId, keyId, proofExpiresAt }: TicketHolder) {
  const ticket = core.dice.secret();
  const expiresAt = new Date(core.clock.now().getTime() + ticketMs);
  await core.db.kysely
    .insertInto('stream_tickets')
    .values({
      hash: hashOf(ticket),
      user_id: userId,
      key_id: keyId,
      proof_expires_at: proofExpiresAt,
      expires_at: expiresAt,
    })
    .execute();
  return { ticket, expiresAt };
}

interface TakenRow {
  readonly user_id: string;
  readonly key_id: string | null;
  readonly proof_expires_at: Date | null;
}

/** Found and taken by one statement: of two who come with the same ticket, on whichever nodes, one gets it. */
async function redeemTicket(core: Core, ticket: string): Promise<TicketHolder | null> {
  if (ticket.length > lengthMax) return null;
  const now = core.clock.now();
  const { rows } = await sql<TakenRow>`
    with taken as (delete from stream_tickets where hash = ${hashOf(ticket)} returning *)
    select t.user_id, t.key_id, t.proof_expires_at
    from taken t
    left join api_keys k on k.id = t.key_id
    where t.expires_at > ${now}
      and (t.proof_expires_at is null or t.proof_expires_at > ${now})
      and (t.key_id is null or k.id is not null and k.revoked_at is null)`.execute(core.db.kysely);
  const row = rows[0];
  return row ? { userId: row.user_id, keyId: row.key_id, proofExpiresAt: row.proof_expires_at } : null;
}

async function findDeadKeys(core: Core, keyIds: readonly string[]): Promise<ReadonlySet<string>> {
  const now = core.clock.now();
  const good = await core.db.kysely
    .selectFrom('api_keys')
    .select('id')
    .where('id', 'in', keyIds)
    .where('revoked_at', 'is', null)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .execute();
  const dead = new Set(keyIds);
  for (const { id } of good) dead.delete(id);
  return dead;
}

/** Forgets tickets that nobody came with in time. */
export async function forgetOldTickets(core: Core, now: Date): Promise<void> {
  await core.db.kysely.deleteFrom('stream_tickets').where('expires_at', '<=', now).execute();
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
