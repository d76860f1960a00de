import type { CreateTrack, Warning } from '@impresario/protocol';
import {
  fromNothing,
  planRequest,
  type Beginning,
  type Fault,
  type MusicProvider,
  type MusicRequest,
} from '@impresario/provider';
import type { Core } from '../core.ts';
import type { Admission, Submission } from '../engine.ts';
import { readPersonaId } from '../operations/personas.ts';
import { readUploadKey } from '../uploads/read-upload.ts';
import { book, orReplay } from './book.ts';
import { fingerprint } from './canonical.ts';
import { drawSeed } from './draw-seed.ts';
import { newTrack, type Work } from './work.ts';

/** Books one generation, or says why not (GEN-1). */
export async function admitTrack(core: Core, submission: Submission): Promise<Admission> {
  const { idempotencyKey: _key, ...content } = submission.body;
  const print = fingerprint('generate', content);
  return admitSong(core, { submission, fingerprint: print, content, beginning: fromNothing, source: null });
}

/** A song to be made, whether from nothing or from an earlier one. */
export interface SongAsk {
  readonly submission: Submission;
  readonly fingerprint: Buffer;
  /** What a retry of it would ask again. */
  readonly content: object;
  readonly beginning: Beginning;
  readonly source: Work['source'];
  /** The track that is asked for once more. */
  readonly retriedFrom?: string;
}

/** What a song needs from all that its caller owns: the reference audio and the persona. */
export async function admitSong(core: Core, ask: SongAsk): Promise<Admission> {
  const { submission, fingerprint: print } = ask;
  const { caller, body, idempotencyKey } = submission;
  const refuse = (refusal: Admission) =>
    orReplay(core, { userId: caller.userId, idempotencyKey, fingerprint: print }, refusal);

  const provider = core.providers.choose(body.provider);
  if (!provider) {
    return refuse({ kind: 'unknown-provider', asked: body.provider ?? '', available: core.providers.ids() });
  }
  const { id, operations } = provider.capabilities;
  const { operation } = ask.beginning;
  if (!operations.includes(operation)) {
    return refuse({ kind: 'unsupported-operation', provider: id, operation });
  }
  const owned = await readOwned(core, caller.userId, body);
  if ('faults' in owned) return refuse({ kind: 'invalid', faults: owned.faults });
  const plan = planSong(provider, owned.body, {
    ...ask.beginning,
    referenceKey: owned.referenceKey ?? ask.beginning.referenceKey,
  });
  if (plan.faults.length > 0) return refuse({ kind: 'invalid', faults: plan.faults });
  if (body.onUnsupported === 'error' && plan.warnings.length > 0) {
    return refuse({ kind: 'unsupported', warnings: plan.warnings });
  }
  const trackId = body.trackId ?? core.dice.id(core.clock.now());
  const { warnings } = plan;
  const request = drawSeed(provider.capabilities, plan.request, core.dice);
  const shown = newTrack(
    core,
    request,
    { provider, id: trackId, warnings, source: ask.source },
    body.projectId || null,
  );
  return book(core, {
    caller,
    idempotencyKey,
    fingerprint: print,
    provider,
    body: ask.content,
    request,
    shown: { ...shown, retriedFrom: ask.retriedFrom ?? null },
    source: ask.source,
  });
}

type Owned =
  | { readonly body: CreateTrack; readonly referenceKey: string | null }
  | { readonly faults: readonly Fault[] };

/** Replaces our own ids of what the caller owns; what is another user's does not exist (SEC-1). */
async function readOwned(core: Core, userId: string, body: CreateTrack): Promise<Owned> {
  const asked = { ...body, ...body.providerOptions?.suno };
  let referenceKey: string | null = null;
  if (asked.referenceAssetId !== undefined) {
    referenceKey = await readUploadKey(core, userId, asked.referenceAssetId);
    if (referenceKey === null)
      return { faults: [{ parameter: 'referenceAssetId', message: 'names no upload of yours' }] };
    if (asked.referenceAudioUrl !== undefined) {
      const message = 'cannot be given together with referenceAudioUrl; send one of them';
      return { faults: [{ parameter: 'referenceAssetId', message }] };
    }
  }
  if (asked.personaId === undefined) return { body, referenceKey };
  const personaId = await readPersonaId(core, userId, asked.personaId);
  if (personaId === null)
    return { faults: [{ parameter: 'personaId', message: 'names no persona of yours' }] };
  const { suno, ...others } = body.providerOptions ?? {};
  const { personaId: _asked, ...rest } = suno ?? {};
  const providerOptions = suno ? { ...others, suno: rest } : others;
  return { body: { ...body, personaId, providerOptions }, referenceKey };
}

interface SongPlan {
  readonly request: MusicRequest;
  readonly warnings: Warning[];
  readonly faults: readonly Fault[];
}

/** Fits the body to the provider, by its capabilities and then by its own rules (PRO-4). */
function planSong(provider: MusicProvider, body: CreateTrack, beginning: Beginning): SongPlan {
  const plan = planRequest(provider.capabilities, body, beginning);
  const review = provider.review?.(plan.request);
  // The provider's own word on a parameter is the more exact one.
  const reviewed = new Set(review?.warnings.map(({ parameter }) => parameter));
  const general = plan.warnings.filter(({ parameter }) => !reviewed.has(parameter));
  return {
    request: plan.request,
    warnings: [...general, ...(review?.warnings ?? [])],
    faults: [...plan.faults, ...(review?.faults ?? [])],
  };
}
