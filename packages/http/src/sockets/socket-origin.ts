import type { HttpOptions } from '../http-options.ts';
import { isFromElsewhere } from '../identity/local-check.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';

/**
 * Browsers let any page open a WebSocket and send cookies along; CORS is not asked (cross-site WebSocket hijacking). So pages
 * that are neither ours nor of a listed origin are refused, whatever they prove. Programs send no origin.
 */
export function originRefusal(
  c: HttpContext,
  { publicUrl, allowedOrigins }: Pick<HttpOptions, 'publicUrl' | 'allowedOrigins'>,
): Refusal | null {
  const origin = c.req.header('origin');
  if (!isFromElsewhere(c, publicUrl) || (origin !== undefined && allowedOrigins.includes(origin)))
    return null;
  return refuse('forbidden', 'A page of this origin may not connect; it is not in ALLOWED_ORIGINS.');
}
