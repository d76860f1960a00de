import { useMemo } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import type { OperationResource } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { keep, readKept } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';
import { operationDone } from '../words/operations.ts';
import { engine, isUnreachable } from './engine.ts';
import { keys } from './query-client.ts';
import { readReach } from './reach.ts';
import { showTrack } from './track-cache.ts';

type Operations = ReadonlyMap<string, OperationResource>;

const operations = createStore<Operations>(new Map());
const pollMs = { live: 15_000, alone: 1_500 };

export function isRunning({ status }: OperationResource): boolean {
  return status === 'pending' || status === 'processing';
}

/** Takes an operation in, from an answer or an event; what is older than known is passed over. */
export function showOperation(client: QueryClient, operation: OperationResource): void {
  const known = operations.get().get(operation.id);
  if (known && known.revision >= operation.revision) return;
  operations.set(new Map(operations.get()).set(operation.id, operation));
  keepRunning();
  if (!isRunning(operation) && (!known || isRunning(known))) ended(client, operation);
}

function ended(client: QueryClient, operation: OperationResource): void {
  // What failed stands where it was asked for, as an alert, which is read aloud by itself.
  if (operation.status === 'completed') announce(operationDone(operation));
  void client.invalidateQueries({ queryKey: keys.credits });
  if (operation.operation === 'persona') void client.invalidateQueries({ queryKey: keys.personas });
  // Its files stand on the track, which may have been read before they landed.
  if (operation.trackId === null || operation.status !== 'completed') return;
  engine.tracks.get(operation.trackId).then(
    (track) => showTrack(client, track),
    () => undefined,
  );
}

/** Takes an ended one off the page. */
export function dismissOperation(id: string): void {
  const rest = new Map(operations.get());
  rest.delete(id);
  operations.set(rest);
}

/** The running and the failed operations of a version, oldest first; what succeeded is seen by its files. */
export function useOperationsOf(trackId: string, versionId: string): OperationResource[] {
  const all = useStore(operations, (value) => value);
  return useMemo(
    () =>
      [...all.values()]
        .filter((each) => each.trackId === trackId && each.versionId === versionId)
        .filter((each) => isRunning(each) || each.status === 'failed')
        .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    [all, trackId, versionId],
  );
}

export function useOperation(id: string | null): OperationResource | null {
  return useStore(operations, (value) => (id === null ? null : (value.get(id) ?? null)));
}

/** Calls `onChange` whenever an operation changes. */
export function watchOperations(onChange: (all: Operations) => void): () => void {
  return operations.subscribe(() => onChange(operations.get()));
}

// A reload in the middle must not lose sight of what was paid for; there is no list to ask for.
function keepRunning(): void {
  keep(
    'operations',
    [...operations.get().values()].filter(isRunning).map(({ id }) => id),
  );
}

/** Asks for every running operation from time to time: rarely while events come, often while they do not. */
export function followOperations(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;
  const unknown = new Set(readKept<string[]>('operations') ?? []);
  const look = async () => {
    const running = [...operations.get().values()].filter(isRunning).map(({ id }) => id);
    await Promise.all([...unknown, ...running].map((id) => read(client, id, unknown)));
    if (!isStopped) timer = setTimeout(() => void look(), readReach().isLive ? pollMs.live : pollMs.alone);
  };
  void look();
  return () => {
    isStopped = true;
    if (timer) clearTimeout(timer);
  };
}

async function read(client: QueryClient, id: string, unknown: Set<string>): Promise<void> {
  try {
    showOperation(client, await engine.operations.get(id));
    unknown.delete(id);
  } catch (error) {
    if (!isUnreachable(error)) unknown.delete(id);
  }
}
