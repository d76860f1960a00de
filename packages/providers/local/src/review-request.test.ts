import { describe, expect, it } from 'vitest';
import { lengthOf, planExtension } from './extension.ts';
import { reviewRequest } from './review-request.ts';
import { requestOf, sourceOf } from './testing/request-of.ts';

const source = sourceOf(requestOf({ durationSeconds: 100 }), 'track-1');
const extend = (changes: Parameters<typeof requestOf>[0] = {}) =>
  requestOf({ operation: 'extend', source, durationSeconds: null, ...changes });

describe('the length of an extension', () => {
  it('[PRO-7] is half the source more, within 30 to 90 s, unless the request says how much', () => {
    expect(lengthOf(extend())).toBe(150);
    expect(lengthOf(extend({ continueAtSeconds: 40 }))).toBe(90);
    expect(lengthOf(extend({ durationSeconds: 20 }))).toBe(120);
    expect(lengthOf(extend({ durationSeconds: 20, continueAtSeconds: 64.5 }))).toBe(84.5);
    const short = sourceOf(requestOf({ durationSeconds: 12 }), 'track-1');
    expect(lengthOf(extend({ source: short }))).toBe(42);
    const usual = sourceOf(requestOf({ durationSeconds: null }), 'track-1');
    expect(lengthOf(extend({ source: usual }))).toBe(180);
    expect(lengthOf(extend({ source: sourceOf(extend(), 'track-2') }))).toBe(225);
  });

  it('[PRO-7] goes on instead of ending where no place is named, or one behind the end', () => {
    expect(planExtension(extend()).atEnd).toBe(true);
    expect(planExtension(extend({ continueAtSeconds: 400 })).atEnd).toBe(true);
    expect(planExtension(extend({ continueAtSeconds: 40 })).atEnd).toBe(false);
  });
});

describe('the review of an extension', () => {
  it('[PRO-4] has nothing to say of a song or of a plain extension', () => {
    expect(reviewRequest(requestOf())).toEqual({ faults: [], warnings: [] });
    expect(reviewRequest(extend())).toEqual({ faults: [], warnings: [] });
    expect(reviewRequest(extend({ durationSeconds: 33.3, continueAtSeconds: 47.1 })).warnings).toEqual([]);
  });

  it('[PRO-4] refuses what was not composed here', () => {
    for (const foreign of [null, { ...source, provider: 'suno' }, { ...source, request: null }])
      expect(reviewRequest(extend({ source: foreign })).faults).toMatchObject([{ parameter: 'provider' }]);
  });

  it('[PRO-4] refuses a version of an older composer, which would not be made the same again', () => {
    const older = { ...source, model: 'composer-1' };
    expect(reviewRequest(extend({ source: older })).faults).toMatchObject([{ parameter: 'versionId' }]);
  });

  it('[PRO-4] says that a song is 240 s at most, and what that does to place and length', () => {
    expect(reviewRequest(extend({ durationSeconds: 200 })).warnings).toMatchObject([
      { type: 'adjusted', parameter: 'durationSeconds', asked: 200, used: 140 },
    ]);
    const full = sourceOf(requestOf({ durationSeconds: 240 }), 'track-1');
    expect(reviewRequest(extend({ source: full })).warnings).toMatchObject([
      { type: 'adjusted', parameter: 'continueAtSeconds', asked: null, used: 230 },
      { type: 'adjusted', parameter: 'durationSeconds', asked: null, used: 10 },
    ]);
    expect(reviewRequest(extend({ continueAtSeconds: 130 })).warnings).toMatchObject([
      { type: 'adjusted', parameter: 'continueAtSeconds', asked: 130, used: 100 },
    ]);
  });

  it('[PRO-4] says that another prompt or style colours the new part at most', () => {
    const warnings = reviewRequest(extend({ prompt: 'wild techno', styleTags: ['techno'] })).warnings;
    expect(warnings).toMatchObject([
      { type: 'approximated', parameter: 'prompt' },
      { type: 'approximated', parameter: 'styleTags' },
    ]);
  });
});
