import type { Capabilities } from '@impresario/protocol';
import type { SubmitCall } from '../../provider.ts';
import type { MusicRequest } from '../../request.ts';

/** What every song request carries, whatever the model. */
const always = ['model', 'prompt', 'title', 'variants'] as const;

/**
 * The request as the scripted provider words it: what its model honours, null left out, every other value sent,
 * the falsy ones too.
 */
export function wireRequest(
  capabilities: Capabilities,
  request: MusicRequest,
  call: SubmitCall,
): Record<string, unknown> {
  const model = capabilities.models.find(({ id }) => id === request.model);
  const honoured = new Set<string>([...always, ...Object.keys(model?.parameters ?? {})]);
  const sent = Object.entries(request).filter(([name, value]) => honoured.has(name) && value !== null);
  return { ...Object.fromEntries(sent), correlation: call.correlation, callbackUrl: call.callbackUrl };
}
