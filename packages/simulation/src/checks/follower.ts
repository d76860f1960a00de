import { readEvents, type LoggedEvent } from '@impresario/realtime/testing';
import type { Connections } from '../database/connections.ts';
import { Violation } from '../scheduler/operation.ts';

type Position = LoggedEvent['position'];

const everybody = { userId: null, trackId: null };
const ended = new Set(['completed', 'failed', 'cancelled']);

/** One who follows the event log from outside, as clients do, and sees every track go forward only (I6, I14). */
export interface Follower {
  /** Reads what is settled by now. */
  look(): Promise<void>;
  /** Reads to the end of the log. */
  catchUp(): Promise<void>;
  /** The last that was told of each track, as the log has it. */
  readonly last: ReadonlyMap<string, Told>;
}

export interface Told {
  readonly revision: number;
  readonly status: string;
  readonly shown: object;
}

/** A run beside this one, on another database of the server, may hold the log back until its transactions end. */
const looksMax = 3_000;
const pauseMs = 10;

export function createFollower({ monitor }: Connections): Follower {
  const last = new Map<string, Told>();
  let position: Position | null = null;

  async function read(): Promise<boolean> {
    position ??= { xid: 0n, id: 0n };
    const page = await readEvents(monitor as never, position, everybody);
    for (const { event } of page.events) hear(event);
    position = page.end;
    return !page.isHeldBack && !page.isFull;
  }

  function hear(event: LoggedEvent['event']): void {
    const id = 'operation' in event ? event.operationId : event.trackId;
    const before = last.get(id);
    if (event.revision !== (before?.revision ?? 0) + 1) {
      throw new Violation(
        'I14',
        `track ${id} is told of revision ${event.revision} after ${before?.revision ?? 0}`,
      );
    }
    if (event.type === 'track.deleted') {
      if (before) last.set(id, { ...before, revision: event.revision });
      return;
    }
    const shown = 'operation' in event ? event.operation : event.track;
    if (before && ended.has(before.status) && shown.status !== before.status) {
      throw new Violation('I6', `track ${id} goes from ${before.status} to ${shown.status}`);
    }
    last.set(id, { revision: event.revision, status: shown.status, shown });
  }

  return {
    last,
    async look() {
      await read();
    },
    async catchUp() {
      for (let looks = 0; looks < looksMax; looks += 1) {
        if (await read()) return;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      throw new Error('The event log stays held back.');
    },
  };
}
