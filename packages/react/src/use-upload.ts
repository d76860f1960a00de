import { useCallback, useEffect, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Upload } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

export interface UseUpload {
  /** Hands over reference audio. Resolves to null when that failed (`error` says why) or was cancelled. */
  upload(file: File): Promise<Upload | null>;
  cancel(): void;
  reset(): void;
  /** The last one that arrived, usable as `referenceAssetId`. */
  readonly data: Upload | null;
  /** How much has left, from 0 to 1; null while nothing is being sent or the whole is not known. */
  readonly progress: number | null;
  readonly isUploading: boolean;
  readonly error: ImpresarioError | null;
}

/**
 * Hands over reference audio, one file at a time: a new one takes the place of one that is still being sent, and one
 * whose component leaves is given up.
 */
export function useUpload(): UseUpload {
  const { client, queryClient } = useImpresario();
  const [progress, setProgress] = useState<number | null>(null);
  const current = useRef<AbortController | null>(null);
  const mutation = useMutation<Upload, ImpresarioError, { file: File; stop: AbortController }>(
    {
      networkMode: 'always',
      mutationFn: ({ file, stop }) =>
        client.uploads.create(file, {
          name: file.name,
          signal: stop.signal,
          onProgress: ({ share }) => {
            if (current.current === stop) setProgress(share);
          },
        }),
    },
    queryClient,
  );
  const { mutateAsync, reset: forget } = mutation;
  // Nobody would be there to use it.
  useEffect(() => () => current.current?.abort(), []);
  const cancel = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setProgress(null);
    forget();
  }, [forget]);
  const upload = useCallback(
    async (file: File): Promise<Upload | null> => {
      current.current?.abort();
      const stop = new AbortController();
      current.current = stop;
      setProgress(0);
      const upload = await mutateAsync({ file, stop }).catch(() => null);
      if (current.current === stop) setProgress(null);
      return stop.signal.aborted ? null : upload;
    },
    [mutateAsync],
  );
  return {
    upload,
    cancel,
    reset: cancel,
    data: mutation.data ?? null,
    progress,
    isUploading: mutation.isPending,
    error: mutation.error,
  };
}
