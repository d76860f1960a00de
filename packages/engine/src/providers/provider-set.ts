import type { MusicProvider } from '@impresario/provider';

/** The providers this engine may book, and the one it books when nobody is named. */
export interface ProviderSet {
  /** undefined when there is no such provider here. */
  get(id: string): MusicProvider | undefined;
  /** The provider a request means: the named one, or the default for none and for `auto`. */
  choose(asked: string | undefined): MusicProvider | undefined;
  ids(): string[];
  all(): MusicProvider[];
}

export function createProviderSet(providers: readonly MusicProvider[], defaultId: string): ProviderSet {
  const byId = new Map(providers.map((provider) => [provider.capabilities.id, provider]));
  return {
    get: (id) => byId.get(id),
    choose: (asked) => byId.get(asked === undefined || asked === 'auto' ? defaultId : asked),
    ids: () => [...byId.keys()],
    all: () => [...byId.values()],
  };
}
