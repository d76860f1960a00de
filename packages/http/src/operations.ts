import { listTransactions } from './credits/list-transactions.ts';
import { readCredits } from './credits/read-credits.ts';
import { createTicket } from './events/create-ticket.ts';
import { streamEvents } from './events/stream-events.ts';
import { streamTrack } from './events/stream-track.ts';
import { readDocs } from './docs/read-docs.ts';
import { readOpenApi } from './openapi/read-openapi.ts';
import { serveFile } from './files/serve-file.ts';
import { livez } from './health/livez.ts';
import { readyz } from './health/readyz.ts';
import type { Operation } from './operation.ts';
import { listProviders } from './providers/list-providers.ts';
import { cancelTrack } from './tracks/cancel-track.ts';
import { createTrack } from './tracks/create-track.ts';
import { deleteTrack } from './tracks/delete-track.ts';
import { getTrack } from './tracks/get-track.ts';
import { listTracks } from './tracks/list-tracks.ts';
import { retryTrack } from './tracks/retry-track.ts';

/** Everything the API can do, in the order the documentation tells it. */
export const operations: readonly Operation[] = [
  createTrack,
  listTracks,
  getTrack,
  cancelTrack,
  retryTrack,
  deleteTrack,
  streamTrack,
  streamEvents,
  createTicket,
  readCredits,
  listTransactions,
  listProviders,
  serveFile,
  livez,
  readyz,
  readOpenApi,
  readDocs,
];
