import type { TrackErrorCode } from '@impresario/protocol';

const ofRequests: readonly string[] = [
  'PROVIDER_REJECTED',
  'MODERATED',
  'ARTIST_NAME_NOT_ALLOWED',
  'COPYRIGHTED_CONTENT',
  'MALFORMED_LYRICS',
] satisfies TrackErrorCode[];

/** Whether a failure says something of what was asked for, and nothing of us or the provider. */
export function isRequestFault(code: string): boolean {
  return ofRequests.includes(code);
}
