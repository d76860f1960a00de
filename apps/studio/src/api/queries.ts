import { useEffect } from 'react';
import type { Provider } from '@impresario/protocol';
import * as hooks from '@impresario/react';
import { keep, readKept } from '../browser-storage.ts';

export { useCredits } from '@impresario/react';

const pageSize = 12;

export function useTracks() {
  return hooks.useTracks({ limit: pageSize });
}

/** The form has its shape at once on a later visit, and takes the new answer a moment later. */
export function useProviders() {
  const query = hooks.useProviders({ placeholderData: readKept<Provider[]>('providers') ?? undefined });
  const { data, isPlaceholderData } = query;
  useEffect(() => {
    if (data && !isPlaceholderData) keep('providers', data);
  }, [data, isPlaceholderData]);
  return query;
}

/** The user's personas, of every provider. */
export function usePersonas(isWanted: boolean) {
  return hooks.usePersonas({ enabled: isWanted });
}
