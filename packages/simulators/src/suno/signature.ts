import { createHmac } from 'node:crypto';
import type { Sign } from '../shared/callback-post.ts';
import type { SimulatorOptions } from '../shared/simulator.ts';

/**
 * kie signs `taskId.timestamp` and not the body (docs.kie.ai/common-api/webhook-verification, read 2026-09).
 * sunoapi.org documents no signature; `X-Suno-Signature`, of the body, is what a gateway of one's own may add.
 */
export function createSign({ dialect, webhookSecret, signTimestamp }: SimulatorOptions): Sign {
  return ({ raw, taskId, timestampSeconds, forged }): Readonly<Record<string, string>> | null => {
    if (webhookSecret === undefined && !forged) return null;
    const key = forged ? 'not the secret' : (webhookSecret ?? '');
    const seconds = String(timestampSeconds);
    if (dialect === 'kie') {
      const signature = createHmac('sha256', key).update(`${taskId}.${seconds}`).digest('base64');
      return { 'X-Webhook-Timestamp': seconds, 'X-Webhook-Signature': signature };
    }
    const signed = signTimestamp ? `${seconds}.${raw}` : raw;
    const signature = createHmac('sha256', key).update(signed).digest('hex');
    const headers = { 'X-Suno-Signature': signature };
    return signTimestamp ? { ...headers, 'X-Suno-Timestamp': seconds } : headers;
  };
}
