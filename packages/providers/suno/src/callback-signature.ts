import type { CallbackRequest, CallbackTrust } from '@impresario/provider';
import { verifyHmacSha256 } from '@impresario/provider-kit';
import type { Dialect } from './dialects.ts';
import { taskIdOf } from './task-id.ts';

const windowMs = 5 * 60_000;

/**
 * How far a callback is believed (CAL-2). `X-Suno-Signature` signs the whole body. The scheme of kie (docs.kie.ai,
 * webhook-verification, read 2026-09) signs the task and the time only, so it never makes more than a hint. Without a signature the
 * unguessable address alone makes it one.
 */
export function verifyCallback(
  dialect: Dialect,
  secret: string | null,
  request: CallbackRequest,
): CallbackTrust {
  if (secret === null) return 'hint';
  const { headers } = request;
  const signature = headers['x-suno-signature'];
  if (signature !== undefined) return verifyBody(secret, signature.trim(), request);
  const taskSignature = dialect === 'kie' ? headers['x-webhook-signature'] : undefined;
  if (taskSignature !== undefined) return verifyTask(secret, taskSignature.trim(), request);
  return request.hasCorrelation ? 'hint' : 'missing-signature';
}

function verifyBody(
  secret: string,
  signature: string,
  { headers, body, now }: CallbackRequest,
): CallbackTrust {
  const timestamp = headers['x-suno-timestamp']?.trim();
  if (timestamp !== undefined && !isRecent(timestamp, now)) return 'invalid-signature';
  const message = timestamp === undefined ? body : Buffer.concat([Buffer.from(`${timestamp}.`), body]);
  return verifyHmacSha256({ key: secret, message, signature }) ? 'trusted' : 'invalid-signature';
}

function verifyTask(
  secret: string,
  signature: string,
  { headers, body, now }: CallbackRequest,
): CallbackTrust {
  const timestamp = headers['x-webhook-timestamp']?.trim() ?? '';
  const taskId = taskIdOf(parse(body));
  if (taskId === null || !isRecent(timestamp, now)) return 'invalid-signature';
  const message = `${taskId}.${timestamp}`;
  // Documented in base64 alone.
  const isBase64 = signature.endsWith('=');
  return isBase64 && verifyHmacSha256({ key: secret, message, signature }) ? 'hint' : 'invalid-signature';
}

/** Whole seconds since 1970, at most five minutes from now. */
function isRecent(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp) * 1000) <= windowMs;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return null;
  }
}
