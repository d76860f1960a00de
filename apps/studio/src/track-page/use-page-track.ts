import { useEffect } from 'react';
import type { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { useTrack } from '@impresario/react';
import { isUnreachable } from '../api/engine.ts';

/** What there is to show at a track's address. */
export type PageTrack =
  | { readonly state: 'there'; readonly track: Track }
  | { readonly state: 'coming' }
  /** There is none, or it is another user's: the server does not say which (SEC-1). */
  | { readonly state: 'missing' }
  | { readonly state: 'unreachable'; readonly retry: () => void }
  | { readonly state: 'refused'; readonly error: Error; readonly retry: () => void };

const lostPollMs = 2_000;

/** A track by its id, kept as it is on the server. */
export function usePageTrack(id: string): PageTrack {
  const { data, error, failureReason, refetch } = useTrack(id);
  const isLost = !data && isUnreachable(error);
  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => void refetch(), lostPollMs);
    return () => clearInterval(timer);
  }, [isLost, refetch]);
  const retry = () => void refetch();
  if (error && isMissing(error)) return { state: 'missing' };
  if (data) return { state: 'there', track: data };
  // Said at once, although it is tried again meanwhile.
  if (isUnreachable(error ?? failureReason)) return { state: 'unreachable', retry };
  return error ? { state: 'refused', error, retry } : { state: 'coming' };
}

/** An id that is none leads to nothing either. */
function isMissing(error: ImpresarioError): boolean {
  return error.status === 404 || error.code === 'validation_failed';
}
