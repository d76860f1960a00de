import type { AuditEntry, FigurePeriod, User, UserDetail, UserTrack } from '@impresario/protocol';
import { changePlanSchema, moveCreditsSchema } from '@impresario/protocol';
import { figuresOf } from './scripted-books.ts';
import { newTransaction, ofType, pageOf } from './scripted-credits.ts';
import { bodyOf, json, problem } from './scripted-replies.ts';
import type { Call } from './scripted-routes.ts';

let serial = 0;
const newId = () => `0197f000-0000-7000-8000-${String(++serial).padStart(12, '0')}`;

export function newUser(fields: Partial<UserDetail>): UserDetail {
  return {
    userId: `user-${++serial}`,
    object: 'user',
    plan: 'free',
    creditsRemaining: 10,
    creditsUsedToday: 0,
    tracksLastDay: 0,
    createdAt: '2026-03-01T12:00:00.000Z',
    limits: { perMinute: 3, perDay: 10, concurrent: 1 },
    tracks: { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 },
    apiKeys: 0,
    keys: [],
    transactions: [],
    ...fields,
  };
}

export function newUserTrack(fields: Partial<UserTrack>): UserTrack {
  const at = new Date().toISOString();
  return {
    id: newId(),
    object: 'userTrack',
    userId: 'ann',
    operation: 'generate',
    status: 'completed',
    isStuck: false,
    provider: 'local',
    model: 'local-1',
    error: null,
    creditsCharged: 1,
    creditsRefunded: 0,
    deadlineAt: at,
    createdAt: at,
    updatedAt: at,
    completedAt: at,
    ...fields,
  };
}

export function newAuditEntry(fields: Partial<AuditEntry>): AuditEntry {
  return {
    id: newId(),
    object: 'auditEntry',
    actor: 'boss',
    action: 'plan.change',
    subject: 'ann',
    details: { from: 'free', to: 'pro', reason: 'order 1234' },
    requestId: 'req-1',
    createdAt: new Date().toISOString(),
    ...fields,
  };
}

type Answer = (call: Call) => void | Promise<void>;

/** Only for administrators, as on the server. */
const forAdmins =
  (answer: Answer): Answer =>
  (call) =>
    call.house.mode.isAdmin
      ? answer(call)
      : problem(call.reply, 'forbidden', 'Only administrators may ask this.');

const ofUser =
  (answer: (call: Call, user: UserDetail) => void | Promise<void>): Answer =>
  (call) => {
    const user = call.house.books.users.find(({ userId }) => userId === call.id);
    return user ? answer(call, user) : problem(call.reply, 'not_found', 'There is no user with this id.');
  };

const answers: Readonly<Record<string, Answer>> = {
  'GET /v1/admin/overview': ({ house, reply }) => json(reply, 200, house.books.overview),
  'GET /v1/admin/figures': ({ house, reply, url }) =>
    json(reply, 200, figuresOf(house.books, (url.searchParams.get('period') ?? '24h') as FigurePeriod)),
  'GET /v1/admin/orphans': ({ house, reply }) => json(reply, 200, { data: house.books.orphans }),
  'GET /v1/admin/doctor': ({ house, reply }) => json(reply, 200, { findings: house.books.findings }),
  'GET /v1/admin/invariants': ({ house, reply }) => json(reply, 200, house.books.invariants),
  'GET /v1/admin/tracks': ({ house, reply, url }) => {
    const userId = url.searchParams.get('userId');
    const all = url.searchParams.has('stuck') ? house.books.stuck : house.books.tracks;
    const wanted = all.filter((track) => userId === null || track.userId === userId);
    json(reply, 200, pageOf(wanted, url));
  },
  'GET /v1/admin/users': ({ house, reply, url }) => {
    const q = (url.searchParams.get('q') ?? '').toLowerCase();
    const found: User[] = house.books.users.filter(({ userId }) => userId.toLowerCase().includes(q));
    const active = found.filter(({ tracksLastDay }) => tracksLastDay > 0);
    const byActivity = active.toSorted((one, other) => other.tracksLastDay - one.tracksLastDay);
    json(reply, 200, pageOf(url.searchParams.get('order') === 'active' ? byActivity : found, url));
  },
  'GET /v1/admin/users/:id': ofUser(({ reply }, user) => json(reply, 200, user)),
  'GET /v1/admin/users/:id/transactions': ofUser(({ reply, url }, user) =>
    json(reply, 200, pageOf(ofType(user.transactions, url), url)),
  ),
  'POST /v1/admin/users/:id/credits': ofUser(async ({ house, request, reply }, user) => {
    const { amount, reason } = moveCreditsSchema.parse(await bodyOf(request));
    const key = request.headers['idempotency-key'] as string;
    house.asked.push({ operation: 'credits', body: { amount, reason }, key });
    if (house.mode.refuse) return problem(reply, house.mode.refuse, 'Not now.');
    user.creditsRemaining += amount;
    const type = amount > 0 ? 'grant' : 'correction';
    const moved = newTransaction({
      type,
      amount,
      reason,
      operation: null,
      balanceAfter: user.creditsRemaining,
    });
    user.transactions.unshift(moved);
    house.books.audit.unshift(
      newAuditEntry({ action: 'credits.move', subject: user.userId, details: { amount, reason } }),
    );
    json(reply, 201, moved);
  }),
  'PUT /v1/admin/users/:id/plan': ofUser(async ({ house, request, reply }, user) => {
    const { plan, reason } = changePlanSchema.parse(await bodyOf(request));
    const details = { from: user.plan, to: plan, reason };
    house.books.audit.unshift(newAuditEntry({ subject: user.userId, details }));
    user.plan = plan;
    json(reply, 200, user);
  }),
  'DELETE /v1/admin/users/:id/keys': ofUser(({ house, reply }, user) => {
    const revoked = user.keys.length;
    for (const { name, prefix } of user.keys.splice(0))
      house.books.audit.unshift(
        newAuditEntry({ action: 'key.revoke', subject: user.userId, details: { name, prefix } }),
      );
    user.apiKeys = 0;
    json(reply, 200, { revoked });
  }),
  'GET /v1/admin/audit': ({ house, reply, url }) => {
    const fits = (entry: AuditEntry) =>
      (['action', 'subject', 'actor'] as const).every(
        (name) => !url.searchParams.has(name) || url.searchParams.get(name) === entry[name],
      );
    json(reply, 200, pageOf(house.books.audit.filter(fits), url));
  },
};

/** What administrators may ask. */
export const adminRoutes = Object.fromEntries(
  Object.entries(answers).map(([route, answer]) => [route, forAdmins(answer)]),
);
