import type { Overview } from '@impresario/protocol';
import { providerName } from '../words/provider-name.ts';

/** What a provider of the overview is called; its id where it is not configured any more. */
export function nameOf(overview: Overview, provider: string): string {
  const label = overview.providers.find((each) => each.provider === provider)?.label;
  return label === undefined ? provider : providerName({ id: provider, label });
}
