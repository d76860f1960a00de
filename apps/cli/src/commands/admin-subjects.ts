import type { Client } from '@impresario/client';
import { planSchema, type Page, type Plan } from '@impresario/protocol';
import { readNumber } from '../arguments/read-number.ts';
import { readStatus } from '../arguments/read-status.ts';
import { refuseElsewhere } from '../arguments/refuse-elsewhere.ts';
import { UsageError } from '../exit-code.ts';
import { renderOrphans, renderOverview } from '../terminal/render-admin.ts';
import { renderReconciliation } from '../terminal/render-reconciliation.ts';
import {
  renderAuditLog,
  renderMove,
  renderUser,
  renderUsers,
  renderUserTracks,
} from '../terminal/render-users.ts';
import type { Look } from './with-client.ts';

/** What was typed after `impresario admin SUBJECT`. */
export interface AdminOptions {
  readonly user: string | undefined;
  readonly value: string | undefined;
  readonly reason?: string | undefined;
  readonly key?: string | undefined;
  readonly stuck?: boolean | undefined;
  readonly status?: string | undefined;
  readonly of?: string | undefined;
  readonly search?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  newKey(): string;
}

const usualLimit = 20;

interface Subject {
  ask(client: Client): Promise<unknown>;
  render(answer: unknown, look: Look): string;
}

const subjects: Readonly<Record<string, (options: AdminOptions) => Subject>> = {
  overview: () => subject((client) => client.admin.overview(), renderOverview),
  orphans: ({ limit = usualLimit }) =>
    subject(
      async (client) => ({ data: await client.admin.orphans({ limit }) }),
      ({ data }, look) => renderOrphans(data, look),
    ),
  tracks: (options) => {
    const query = {
      ...page(options),
      ...(options.stuck && { stuck: true }),
      ...(options.status !== undefined && { status: readStatus(options.status) }),
      ...(options.of !== undefined && { userId: options.of }),
    };
    return subject((client) => client.admin.tracks(query), pageOf(renderUserTracks));
  },
  users: (options) => {
    const query = { ...page(options), ...(options.search !== undefined && { q: options.search }) };
    return subject((client) => client.admin.users(query), pageOf(renderUsers));
  },
  user: (options) => {
    const userId = userOf(options, 'user ID');
    return subject((client) => client.admin.user(userId), renderUser);
  },
  grant: (options) => move(options, 'grant', 1),
  take: (options) => move(options, 'take', -1),
  plan: (options) => {
    const userId = userOf(options, 'plan ID PLAN');
    const plan = readPlan(options.value);
    const body = { plan, ...(options.reason !== undefined && { reason: options.reason }) };
    return subject(
      (client) => client.admin.changePlan(userId, body),
      (user) => `On the plan ${user.plan} from now on.\n`,
    );
  },
  'revoke-keys': (options) => {
    const userId = userOf(options, 'revoke-keys ID');
    return subject(
      (client) => client.admin.revokeKeys(userId),
      ({ revoked }) => `${revoked === 1 ? '1 key' : `${revoked} keys`} revoked.\n`,
    );
  },
  reconcile: ({ from, to }) => {
    const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return subject(
      (client) => client.admin.reconciliation(period),
      ({ data }, look) => renderReconciliation(data, look),
    );
  },
  audit: (options) => subject((client) => client.admin.audit(page(options)), pageOf(renderAuditLog)),
};

/** How to ask for a subject and show it; a `UsageError` when it is none, or lacks something. */
export function adminSubject(name: string | undefined, options: AdminOptions): Subject {
  const names = Object.keys(subjects);
  if (name === undefined || !names.includes(name)) {
    throw new UsageError(`What of it? impresario admin ${names.join('|')}`);
  }
  refuseElsewhere('admin', name, { ...options }, homes);
  const surplus = [options.user, options.value][wordsAfter[name] ?? 0];
  if (surplus !== undefined) throw new UsageError(`“${surplus}” is one word too many for admin ${name}.`);
  return subjects[name]!(options);
}

const listed = ['tracks', 'orphans', 'users', 'audit'];
/** Which subjects an option belongs to. */
const homes: Readonly<Record<string, readonly string[]>> = {
  reason: ['grant', 'take', 'plan'],
  key: ['grant', 'take'],
  stuck: ['tracks'],
  status: ['tracks'],
  of: ['tracks'],
  search: ['users'],
  limit: listed,
  cursor: ['tracks', 'users', 'audit'],
  from: ['reconcile'],
  to: ['reconcile'],
};

/** How many words may follow a subject; none after the others. */
const wordsAfter: Readonly<Record<string, number>> = {
  user: 1,
  'revoke-keys': 1,
  grant: 2,
  take: 2,
  plan: 2,
};

function move(options: AdminOptions, name: string, sign: 1 | -1): Subject {
  const usage = `${name} ID AMOUNT --reason TEXT`;
  const userId = userOf(options, usage);
  const typed = readNumber('AMOUNT', options.value, { min: 0.001, max: 1e6, whole: false });
  if (typed === undefined) throw new UsageError(`How many credits? impresario admin ${usage}`);
  const { reason, key: idempotencyKey = options.newKey() } = options;
  if (!reason) throw new UsageError('--reason TEXT is needed: the user sees it, and the audit log keeps it.');
  const body = { amount: sign * typed, reason };
  return subject((client) => client.admin.moveCredits(userId, body, { idempotencyKey }), renderMove);
}

/** Keeps question and answer of one type together. */
function subject<T>(ask: (client: Client) => Promise<T>, render: (answer: T, look: Look) => string): Subject {
  return { ask, render: (answer, look) => render(answer as T, look) };
}

function page({ limit = usualLimit, cursor }: AdminOptions) {
  return { limit, ...(cursor !== undefined && { cursor }) };
}

function pageOf<T>(render: (rows: readonly T[], look: Look) => string) {
  return ({ data, nextCursor }: Page<T>, look: Look): string =>
    render(data, look) + (nextCursor ? `${look.paint.dim(`More: --cursor ${nextCursor}`)}\n` : '');
}

function userOf({ user }: AdminOptions, usage: string): string {
  if (!user) throw new UsageError(`Which user? impresario admin ${usage}`);
  return user;
}

function readPlan(typed: string | undefined): Plan {
  const plan = planSchema.options.find((each) => each === typed);
  const not = typed === undefined ? '' : `, not “${typed}”`;
  if (!plan) throw new UsageError(`The plan is ${planSchema.options.join(', ')}${not}.`);
  return plan;
}
