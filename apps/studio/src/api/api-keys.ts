import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, CreateApiKeyInput, CreatedApiKey } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { engine } from './engine.ts';
import { keys } from './query-client.ts';

/** The user's API keys, the good ones first. Programs use them meanwhile, so each look at them is a new one. */
export function useApiKeys() {
  return useQuery({
    queryKey: keys.apiKeys,
    staleTime: 0,
    queryFn: ({ signal }) => engine.keys.list({ signal }),
  });
}

/** Whether the user is an administrator: known only by asking for what only those may see. */
export function useIsAdmin(): boolean {
  const { data = false } = useQuery({
    queryKey: keys.isAdmin,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      try {
        await engine.admin.overview({ signal });
        return true;
      } catch (error) {
        if (error instanceof ImpresarioError && error.code === 'forbidden') return false;
        throw error;
      }
    },
  });
  return data;
}

/** `onMade` hears of the key even when its form is gone by then. */
export function useMakeApiKey(onMade: (key: CreatedApiKey) => void) {
  const client = useQueryClient();
  return useMutation({
    // The reply carries the key itself: it is forgotten with the form rather than cached.
    gcTime: 0,
    mutationFn: (body: CreateApiKeyInput) => engine.keys.create(body),
    onSuccess: onMade,
    // Where the reply was lost there may be a new key all the same.
    onSettled: () => void client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: ApiKey) => engine.keys.revoke(id),
    onSuccess: (_nothing, { id, name }) => {
      client.setQueryData<ApiKey[]>(keys.apiKeys, (known) => known?.filter((each) => each.id !== id));
      announce(say('keys.revoked', { name }));
    },
    onSettled: () => void client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}
