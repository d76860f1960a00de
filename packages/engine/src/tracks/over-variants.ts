import { later } from './deciding.ts';
import type { Decision } from './decision.ts';
import type { Timing, TrackState } from './track-state.ts';

/**
 * What a decision means for a track whose provider makes one version a call (PRO-2): one made is not all made, and one
 * that cannot be made does not take away those that are.
 */
export function overVariants(track: TrackState, decision: Decision, now: Date, timing: Timing): Decision {
  const { wanted, made } = track.variants;
  if (decision.do === 'complete' && decision.clips.length > 0 && made + 1 < wanted) {
    const deadlineAt = later(now, timing.inlineSubmitTimeoutMs);
    return { do: 'next-variant', clips: decision.clips, deadlineAt };
  }
  if (decision.do === 'end' && decision.status === 'failed' && made > 0) {
    const message = `Only ${made} of ${wanted} versions could be made.`;
    const warning = { type: 'adjusted', parameter: 'variants', message, asked: wanted, used: made } as const;
    return { do: 'complete-short', failure: decision.failure, warning };
  }
  return decision;
}
