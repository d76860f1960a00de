import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, CreateApiKeyInput, CreatedApiKey, Identity } from '@impresario/protocol';
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

/** Whom the engine takes the user for; null until it has said so. */
export function useIdentity(): Identity | null {
  const { data = null } = useQuery({
    queryKey: keys.identity,
    staleTime: Infinity,
    queryFn: ({ signal }) => engine.server.identity({ signal }),
  });
  return data;
}

export function useIsAdmin(): boolean {
  return useIdentity()?.role === 'admin';
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
