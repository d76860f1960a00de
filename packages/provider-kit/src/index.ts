export { DownloadRefused, type DownloadRefusedCode } from './download-refused.ts';
export * from './far-end.ts';
export {
  createGuardedDownload,
  type Download,
  type DownloadedFile,
  type GuardOptions,
} from './guarded-download.ts';
export type { LookupAll, ResolvedAddress } from './lookup-all.ts';
export { createPacer, type Clock, type Pacer, type PacerOptions } from './pacer.ts';
export { assertPublicHttpsUrl } from './public-url.ts';
export { readRetryAfterMs, retryAfterMsMax } from './retry-after.ts';
export { traceOf } from './trace-id.ts';
export * from './transport-failure.ts';
export { verifyHmacSha256, type HmacClaim } from './verify-hmac.ts';
/** The form data that `FarRequest.form` takes; that of Node itself is refused by the undici of npm. */
export { FormData } from 'undici';
