import { isSongOperation } from '@impresario/protocol';
import type { Core } from '../core.ts';
import type { Engine, OperationAsk, Operated } from '../engine.ts';
import { orReplay } from '../admission/book.ts';
import { fingerprint } from '../admission/canonical.ts';
import type { Caller } from '../ports.ts';
import { operateBeside } from './operate-beside.ts';
import { operateSong } from './operate-song.ts';
import { readSource } from './read-source.ts';

/** What both kinds of operation work with. */
export interface Order<Ask extends OperationAsk = OperationAsk> {
  readonly caller: Caller;
  readonly ask: Ask;
  readonly idempotencyKey: string | null;
  readonly fingerprint: Buffer;
}

export type SongAsk = Extract<
  OperationAsk,
  { operation: 'extend' | 'replace-section' | 'cover' | 'add-vocals' | 'add-instrumental' }
>;
export type SideAsk = Exclude<OperationAsk, SongAsk>;

/** Starts an operation (spec §9): a new track, or work beside one. */
export async function operate(
  core: Core,
  { caller, ask, idempotencyKey }: Parameters<Engine['operate']>[0],
): Promise<Operated> {
  const { idempotencyKey: _key, ...content } = ask.body;
  const trackId = 'trackId' in ask ? ask.trackId : null;
  const order = {
    caller,
    idempotencyKey,
    // The body's own `trackId` is that of the new track.
    fingerprint: fingerprint(ask.operation, { ...content, sourceTrackId: trackId }),
  };
  if (!('trackId' in ask)) return operateBeside(core, { ...order, ask }, null);
  const found = await readSource(core, caller.userId, ask.trackId, ask.body.versionId);
  if (found.kind !== 'found') {
    // What was answered once is answered again, also when its source is gone by now (IDM-2).
    return orReplay(core, { userId: caller.userId, idempotencyKey, fingerprint: order.fingerprint }, found);
  }
  return isSongAsk(ask)
    ? operateSong(core, { ...order, ask }, found.source)
    : operateBeside(core, { ...order, ask }, found.source);
}

function isSongAsk(ask: OperationAsk): ask is SongAsk {
  return isSongOperation(ask.operation);
}
