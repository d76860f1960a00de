import type { CreateTrack } from '@impresario/protocol';
import type { Beginning } from '@impresario/provider';
import { admitSong } from '../admission/admit.ts';
import type { Core } from '../core.ts';
import type { Admission } from '../engine.ts';
import type { Order, SongAsk } from './operate.ts';
import type { Source } from './read-source.ts';

/** A new track from an earlier version, paid and limited like any other (spec §9). */
export function operateSong(core: Core, order: Order<SongAsk>, source: Source): Promise<Admission> {
  const { caller, ask, idempotencyKey, fingerprint } = order;
  const body = bodyOf(ask, source);
  const { idempotencyKey: _key, ...content } = body;
  return admitSong(core, {
    submission: { caller, body, idempotencyKey },
    fingerprint,
    content,
    beginning: beginningOf(core, ask, body, source),
    source: { trackId: source.trackId, versionId: source.versionId },
  });
}

/** What is not said is as in the source; its length and seed are not, because they were for that song. */
function bodyOf({ operation, body }: SongAsk, source: Source): CreateTrack {
  const { versionId: _version, ...asked } = body;
  // What goes on in a song goes on with its model; a song over its audio is a new one.
  const goesOn = operation === 'extend' || operation === 'replace-section';
  const isOwn = asked.provider === undefined || asked.provider === source.clip.provider;
  const inherited: CreateTrack = {
    prompt: source.body.prompt,
    styleTags: [...source.clip.styleTags],
    title: source.clip.title,
    ...(source.body.hasVocals !== undefined && { hasVocals: source.body.hasVocals }),
    provider: source.clip.provider,
    ...(goesOn && isOwn && source.clip.model !== null && { modelVersion: source.clip.model }),
  };
  const {
    continueAtSeconds: _at,
    startSeconds: _start,
    endSeconds: _end,
    ...song
  } = asked as typeof asked & {
    continueAtSeconds?: number;
    startSeconds?: number;
    endSeconds?: number;
  };
  const given = Object.fromEntries(Object.entries(song).filter(([, value]) => value !== undefined));
  return { ...inherited, ...given };
}

function beginningOf(core: Core, ask: SongAsk, body: CreateTrack, source: Source): Beginning {
  // Another provider knows nothing of the source's tasks: it is given the audio.
  const isOwn = core.providers.choose(body.provider)?.capabilities.id === source.clip.provider;
  const needsAudio = !isOwn || (ask.operation !== 'extend' && ask.operation !== 'replace-section');
  const hasOther = namesAudio(body);
  return {
    operation: ask.operation,
    // Over other audio than its own, the source is only where the wish came from.
    source: hasOther ? null : source.clip,
    referenceKey: needsAudio && !hasOther ? source.audioKey : null,
    continueAtSeconds: ask.operation === 'extend' ? (ask.body.continueAtSeconds ?? null) : null,
    section:
      ask.operation === 'replace-section'
        ? { startSeconds: ask.body.startSeconds, endSeconds: ask.body.endSeconds }
        : null,
  };
}

/** Whether a body brings audio of its own to start from. */
export function namesAudio(body: CreateTrack): boolean {
  const { referenceAudioUrl, referenceAssetId } = { ...body, ...body.providerOptions?.suno };
  return referenceAudioUrl !== undefined || referenceAssetId !== undefined;
}
