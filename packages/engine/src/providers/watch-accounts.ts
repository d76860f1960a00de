import type { Account, MusicProvider } from '@impresario/provider';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { blockedKinds } from './blocked.ts';

const everyMs = 5 * 60_000;
const patienceMs = 15_000;

/**
 * Looks at our accounts at the start and every five minutes: a key that is refused and a credit that is gone are known
 * before a user meets them, and are forgotten once they are mended. Returns how to stop.
 */
export function watchAccounts(core: Core): () => void {
  let cancel = () => {};
  let stopped = false;

  function round(): void {
    void Promise.all(core.providers.all().map((provider) => look(core, provider)))
      .catch((error: unknown) => core.log.warn({ err: error }, 'accounts could not be looked at'))
      .finally(() => {
        if (!stopped) cancel = core.clock.schedule(round, everyMs);
      });
  }

  round();
  return () => {
    stopped = true;
    cancel();
  };
}

async function look(core: Core, provider: MusicProvider): Promise<void> {
  const { id } = provider.capabilities;
  const { account: ask } = provider;
  if (!ask) return;
  const outcome = await withDeadline(core.clock, patienceMs, null, (signal) =>
    ask.call(provider, { signal }),
  );
  if (outcome.kind === 'seen') return note(core, id, outcome.account);
  const { kind } = outcome.failure;
  core.log.warn({ provider: id, kind }, 'account could not be read');
  if (blockedKinds.includes(kind)) {
    await sql`select note_submit(${id}, null, 'blocked', ${kind}, null, ${core.clock.now()})`.execute(
      core.db.kysely,
    );
  }
}

async function note(core: Core, id: string, { creditsLeft, concurrencyMax }: Account): Promise<void> {
  const now = core.clock.now();
  core.noteAccount(id, { creditsLeft, concurrencyMax });
  const isEmpty = creditsLeft !== null && creditsLeft <= 0;
  await sql`
    insert into provider_states (provider, credits_left, concurrency_max, account_seen_at, blocked_kind, blocked_at)
    values (
      ${id}, ${creditsLeft}, ${concurrencyMax}, ${now},
      ${isEmpty ? 'no-credit' : null}, ${isEmpty ? now : null}::timestamptz
    )
    on conflict (provider) do update set
      credits_left = excluded.credits_left,
      concurrency_max = excluded.concurrency_max,
      account_seen_at = excluded.account_seen_at,
      blocked_kind = excluded.blocked_kind,
      blocked_at = excluded.blocked_at`.execute(core.db.kysely);
}
