import { changePlan } from './admin/change-plan.ts';
import { checkInvariants } from './admin/check-invariants.ts';
import { examineDeployment } from './admin/examine-deployment.ts';
import { listAuditLog } from './admin/list-audit-log.ts';
import { listOrphans } from './admin/list-orphans.ts';
import { listUserTracks } from './admin/list-user-tracks.ts';
import { listUserTransactions } from './admin/list-user-transactions.ts';
import { listUsers } from './admin/list-users.ts';
import { moveCredits } from './admin/move-credits.ts';
import { readReconciliation } from './admin/read-reconciliation.ts';
import { readFigures } from './admin/read-figures.ts';
import { readOverview } from './admin/read-overview.ts';
import { readUser } from './admin/read-user.ts';
import { revokeUserKeys } from './admin/revoke-user-keys.ts';
import { generateMiniMax } from './compat/generate-minimax.ts';
import { generateMureka } from './compat/generate-mureka.ts';
import { generateSuno } from './compat/generate-suno.ts';
import { sunoCallback } from './compat/suno-callback.ts';
import { listTransactions } from './credits/list-transactions.ts';
import { readCredits } from './credits/read-credits.ts';
import { readStatement } from './credits/read-statement.ts';
import { readDocs } from './docs/read-docs.ts';
import { createTicket } from './events/create-ticket.ts';
import { streamEvents } from './events/stream-events.ts';
import { streamTrack } from './events/stream-track.ts';
import { serveFile } from './files/serve-file.ts';
import { livez } from './health/livez.ts';
import { readyz } from './health/readyz.ts';
import { readIdentity } from './identity/read-identity.ts';
import { createKey } from './keys/create-key.ts';
import { listKeys } from './keys/list-keys.ts';
import { revokeKey } from './keys/revoke-key.ts';
import { readMetrics } from './metrics/read-metrics.ts';
import { readOpenApi } from './openapi/read-openapi.ts';
import type { Operation } from './operation.ts';
import { listProviders } from './providers/list-providers.ts';
import { addInstrumental } from './track-work/add-instrumental.ts';
import { addVocals } from './track-work/add-vocals.ts';
import { boostStyle } from './track-work/boost-style.ts';
import { coverTrack } from './track-work/cover-track.ts';
import { extendTrack } from './track-work/extend-track.ts';
import { listPersonas } from './track-work/list-personas.ts';
import { makePersona } from './track-work/make-persona.ts';
import { makeVideo } from './track-work/make-video.ts';
import { makeWav } from './track-work/make-wav.ts';
import { readLyrics } from './track-work/read-lyrics.ts';
import { readOperation } from './track-work/read-operation.ts';
import { readTimestampedLyrics } from './track-work/read-timestamped-lyrics.ts';
import { replaceSection } from './track-work/replace-section.ts';
import { separateStems } from './track-work/separate-stems.ts';
import { writeLyrics } from './track-work/write-lyrics.ts';
import { openSocket } from './sockets/open-socket.ts';
import { cancelTrack } from './tracks/cancel-track.ts';
import { claimTrack } from './tracks/claim-track.ts';
import { createTrack } from './tracks/create-track.ts';
import { deleteTrack } from './tracks/delete-track.ts';
import { getTrack } from './tracks/get-track.ts';
import { listTracks } from './tracks/list-tracks.ts';
import { retryTrack } from './tracks/retry-track.ts';
import { createUpload } from './uploads/create-upload.ts';
import { receiveCallback } from './webhooks/receive-callback.ts';
import { readSecurityContact } from './well-known/read-security-contact.ts';

/** Everything the API can do, in the order the documentation tells it. */
export const operations: readonly Operation[] = [
  createTrack,
  listTracks,
  getTrack,
  cancelTrack,
  retryTrack,
  claimTrack,
  deleteTrack,
  extendTrack,
  replaceSection,
  coverTrack,
  addVocals,
  addInstrumental,
  separateStems,
  makeWav,
  makeVideo,
  makePersona,
  readTimestampedLyrics,
  writeLyrics,
  readLyrics,
  boostStyle,
  listPersonas,
  readOperation,
  createUpload,
  streamTrack,
  streamEvents,
  openSocket,
  createTicket,
  readIdentity,
  readCredits,
  listTransactions,
  readStatement,
  listProviders,
  createKey,
  listKeys,
  revokeKey,
  serveFile,
  receiveCallback,
  sunoCallback,
  generateSuno,
  generateMureka,
  generateMiniMax,
  readOverview,
  readFigures,
  listOrphans,
  checkInvariants,
  examineDeployment,
  readReconciliation,
  listUserTracks,
  listUsers,
  readUser,
  listUserTransactions,
  moveCredits,
  changePlan,
  revokeUserKeys,
  listAuditLog,
  livez,
  readyz,
  readMetrics,
  readSecurityContact,
  readOpenApi,
  readDocs,
];
