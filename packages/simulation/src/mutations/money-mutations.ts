import type { Mutation } from './mutation.ts';

const apply = 'packages/engine/src/tracks/apply.ts';
const refundsApart = {
  file: apply,
  find: 'patch.refunded = await refundCharge(tx, track, reason, now);',
  replace: 'patch.refunded = await refundCharge(core.db.kysely, track, reason, now);',
};

export const moneyMutations: readonly Mutation[] = [
  {
    name: 'a refund is written beside the transaction that fails the track',
    breaks: ['I5', 'I3'],
    code: [refundsApart],
  },
  {
    name: 'a refund is written beside, and neither index nor function says that there is one already',
    breaks: ['I2', 'I5'],
    code: [refundsApart],
    statements: ['drop index one_refund_per_charge'],
    functions: [
      {
        function: 'refund_charge',
        find: `type = 'refund';\n  if found then`,
        replace: `type = 'refund';\n  if false then`,
      },
    ],
  },
  {
    name: 'the balance is not looked at before a debit, by no check and no constraint',
    breaks: ['I4'],
    statements: [
      'alter table profiles drop constraint balance_is_never_negative',
      'alter table credit_transactions drop constraint credit_transactions_balance_after_check',
    ],
    functions: [
      { function: 'move_credits', find: 'and credits_remaining + p_amount >= 0', replace: '' },
      {
        function: 'admit_track',
        find: 'elsif profile.credits_remaining < p_price then',
        replace: 'elsif false then',
      },
    ],
  },
  {
    name: 'a user who cancels gets nothing back',
    breaks: ['GEN-10'],
    code: [
      {
        file: 'packages/engine/src/tracks/decide.ts',
        find: `end('cancelled', 'cancelled', !mayBeBilled(track), null)`,
        replace: `end('cancelled', 'cancelled', false, null)`,
      },
    ],
  },
  {
    name: 'a user who cancels gets everything back, though the provider charges',
    breaks: ['GEN-10'],
    code: [
      {
        file: 'packages/engine/src/tracks/decide.ts',
        find: `end('cancelled', 'cancelled', !mayBeBilled(track), null)`,
        replace: `end('cancelled', 'cancelled', true, null)`,
      },
    ],
  },
  {
    name: 'a failed task gives nothing back',
    breaks: ['I5'],
    code: [
      {
        file: 'packages/engine/src/tracks/deciding.ts',
        find: `return end('failed', failure.kind, true, failure);`,
        replace: `return end('failed', failure.kind, false, failure);`,
      },
    ],
  },
  {
    name: 'two claims of one late result are both granted',
    breaks: ['GEN-7'],
    statements: ['drop index one_claim_per_track'],
    code: [
      {
        file: 'packages/engine/src/tracks/claim-late-result.ts',
        find: `if (twin) return { kind: 'made' };`,
        replace: '',
      },
    ],
  },
];
