import type { Core } from '../core.ts';
import type { AdministrationVerbs } from './administration.ts';
import { changePlan } from './change-plan.ts';
import { listAuditLog } from './list-audit-log.ts';
import { listUserTransactions } from './list-user-transactions.ts';
import { listUserTracks } from './list-user-tracks.ts';
import { listUsers } from './list-users.ts';
import { moveCredits } from './move-credits.ts';
import { readUser } from './read-user.ts';
import { revokeApiKeys } from './revoke-api-keys.ts';

export function administrationVerbs(core: Core): AdministrationVerbs {
  return {
    listUsers: (query) => listUsers(core, query),
    readUser: (userId) => readUser(core, userId),
    listUserTracks: (query) => listUserTracks(core, query),
    listUserTransactions: (userId, query) => listUserTransactions(core, userId, query),
    listAuditLog: (query) => listAuditLog(core, query),
    moveCredits: (userId, body, by, key) => moveCredits(core, userId, body, by, key),
    changePlan: (userId, body, by) => changePlan(core, userId, body, by),
    revokeApiKeys: (userId, by) => revokeApiKeys(core, userId, by),
  };
}
