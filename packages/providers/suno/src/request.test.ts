import type { MusicRequest } from '@impresario/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sunoModels } from './models.ts';
import { composeSong, reviewSong } from './request.ts';
import { sunoSource } from './testing/sources.ts';
import { sunoRequest } from './testing/suno-subject.ts';

const compose = (change: Partial<MusicRequest> = {}) => composeSong({ ...sunoRequest, ...change });
const bodyOf = (change: Partial<MusicRequest> = {}) => compose(change).order.body;
const faultsOf = (change: Partial<MusicRequest>) => compose(change).faults.map(({ parameter }) => parameter);
const warningsOf = (change: Partial<MusicRequest>) =>
  compose(change).warnings.map(({ type, parameter }) => `${type} ${parameter}`);
const referenceAudioUrl = 'https://audio.example/ref.mp3';

describe('simple mode', () => {
  it('[PRO-4] is a prompt alone', () => {
    expect(compose()).toEqual({
      order: {
        path: '/api/v1/generate',
        needsAudio: false,
        body: { model: 'V5', instrumental: false, customMode: false, prompt: 'a quiet song' },
      },
      faults: [],
      warnings: [],
    });
  });

  it('[PRO-4] leaves out what has no place in it, and says so of each but the title', () => {
    const asked = {
      customMode: false,
      title: 'Kept by us',
      lyrics: 'la',
      negativeTags: 'metal',
      vocalGender: 'f',
      styleWeight: 0,
      weirdnessConstraint: 0,
      audioWeight: 0,
      personaId: 'p',
    } as const;
    expect(Object.keys(bodyOf(asked)).sort()).toEqual(['customMode', 'instrumental', 'model', 'prompt']);
    expect(warningsOf(asked)).toEqual([
      'unsupported lyrics',
      'unsupported negativeTags',
      'unsupported vocalGender',
      'unsupported styleWeight',
      'unsupported weirdnessConstraint',
      'unsupported audioWeight',
      'unsupported personaId',
    ]);
  });

  it('[PRO-4] adds style tags to the prompt where they fit, and says so either way', () => {
    expect(bodyOf({ styleTags: ['folk', 'warm'] })['prompt']).toBe('a quiet song\nStyle: folk, warm');
    expect(warningsOf({ styleTags: ['folk'] })).toEqual(['approximated styleTags']);
    const prompt = 'x'.repeat(490);
    expect(bodyOf({ prompt, styleTags: ['folk', 'warm'] })['prompt']).toBe(prompt);
    expect(warningsOf({ prompt, styleTags: ['folk', 'warm'] })).toEqual(['unsupported styleTags']);
  });

  it('[PRO-4] gives V6 a style beside the prompt', () => {
    expect(bodyOf({ model: 'V6', styleTags: ['folk'] })).toMatchObject({
      prompt: 'a quiet song',
      style: 'folk',
    });
    expect(bodyOf({ model: 'V6' })).toMatchObject({ style: 'a quiet song' });
    expect(bodyOf({ model: 'V6' })).not.toHaveProperty('duration');
    expect(warningsOf({ model: 'V6', durationSeconds: 60 })).toEqual(['unsupported durationSeconds']);
  });

  it.each([
    ['V5', 500],
    ['V4', 500],
    ['V6', 3000],
    ['V6_MINI', 3000],
  ])('[SEC-2] on %s takes a prompt of %s characters and no more', (model, max) => {
    expect(faultsOf({ model, prompt: '🎵'.repeat(max) })).toEqual([]);
    expect(faultsOf({ model, prompt: 'x'.repeat(max + 1) })).toEqual(['prompt']);
    expect(compose({ model, prompt: 'x'.repeat(max + 1) }).faults[0]?.message).toContain(String(max));
  });
});

describe('custom mode', () => {
  const song = { lyrics: '[Verse]\nla', title: 'Lanterns', styleTags: ['folk', 'warm'] };

  it('[PRO-4] sings the lyrics and describes the song by tags and prompt; 0 is sent', () => {
    const tuned = {
      ...song,
      negativeTags: 'metal',
      vocalGender: 'f',
      styleWeight: 0,
      weirdnessConstraint: 0.333,
      audioWeight: 1,
      personaId: 'p',
      durationSeconds: 60,
    } as const;
    expect(compose(tuned)).toMatchObject({ faults: [], warnings: [] });
    expect(bodyOf(tuned)).toEqual({
      model: 'V5',
      instrumental: false,
      customMode: true,
      prompt: '[Verse]\nla',
      style: 'folk, warm, a quiet song',
      title: 'Lanterns',
      negativeTags: 'metal',
      vocalGender: 'f',
      styleWeight: 0,
      weirdnessConstraint: 0.33,
      audioWeight: 1,
      personaId: 'p',
    });
  });

  it('[PRO-4] is chosen by lyrics or an instrumental, unless the request says', () => {
    expect(bodyOf({ lyrics: 'la' })).toMatchObject({ customMode: true, instrumental: false });
    expect(bodyOf({ hasVocals: false })).toMatchObject({ customMode: true, instrumental: true });
    expect(bodyOf({ hasVocals: true })).toMatchObject({ customMode: false, instrumental: false });
    expect(bodyOf({ customMode: false, hasVocals: false })).toMatchObject({
      customMode: false,
      instrumental: true,
    });
  });

  it('[PRO-4] never has our prompt sung, whatever is asked for', () => {
    const prompt = 'a description nobody shall sing';
    const requests = fc.record({
      operation: fc.constantFrom(
        ...(['generate', 'cover', 'extend', 'add-vocals', 'replace-section', 'add-instrumental'] as const),
      ),
      model: fc.constantFrom(...sunoModels.map(({ id }) => id)),
      lyrics: fc.constantFrom(null, 'la la'),
      hasVocals: fc.constantFrom(null, true, false),
      customMode: fc.constantFrom(null, true, false),
      styleTags: fc.constantFrom([], ['folk']),
      source: fc.constantFrom(null, sunoSource(), sunoSource({ provider: 'local', lyrics: null })),
      referenceAudioUrl: fc.constantFrom(null, referenceAudioUrl),
      continueAtSeconds: fc.constantFrom(null, 30),
    });
    fc.assert(
      fc.property(requests, (change) => {
        const { order, faults } = compose({ ...change, prompt });
        const isSung = order.body['customMode'] !== false && order.body['instrumental'] !== true;
        if (faults.length === 0 && isSung) {
          expect(String(order.body['prompt'])).not.toContain(prompt);
          expect(String(order.body['fullLyrics'])).not.toContain(prompt);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[PRO-4] refuses to sing nothing, and says what helps', () => {
    expect(faultsOf({ customMode: true })).toEqual(['lyrics']);
    expect(faultsOf({ customMode: true, hasVocals: false })).toEqual([]);
  });

  it('[PRO-4] leaves the lyrics of an instrumental out, and says so', () => {
    expect(bodyOf({ ...song, hasVocals: false })).toMatchObject({
      instrumental: true,
      prompt: 'a quiet song',
    });
    expect(warningsOf({ ...song, hasVocals: false })).toEqual(['unsupported lyrics']);
  });

  it('[PRO-4] leaves out a prompt that does not fit beside the tags, and says so', () => {
    const prompt = 'x'.repeat(999);
    expect(bodyOf({ ...song, prompt })['style']).toBe('folk, warm');
    expect(warningsOf({ ...song, prompt })).toEqual(['unsupported prompt']);
    expect(bodyOf({ lyrics: 'la', prompt })['style']).toBe(prompt);
  });

  it('[SEC-2] refuses what is too long, with the field', () => {
    expect(faultsOf({ lyrics: 'la', prompt: 'x'.repeat(1001) })).toEqual(['prompt']);
    expect(faultsOf({ model: 'V4', lyrics: 'la', prompt: 'x'.repeat(201) })).toEqual(['prompt']);
    expect(faultsOf({ ...song, model: 'V4', styleTags: ['x'.repeat(201)] })).toEqual(['styleTags']);
    expect(faultsOf({ ...song, title: 'x'.repeat(81) })).toEqual(['title']);
    expect(faultsOf({ ...song, model: 'V4', lyrics: 'x'.repeat(3001) })).toEqual(['lyrics']);
    expect(faultsOf({ ...song, lyrics: 'x'.repeat(5000) })).toEqual([]);
  });

  it('[PRO-4] names a song without a title after its prompt', () => {
    expect(bodyOf({ lyrics: 'la', prompt: 'warm  piano\nfor rain' })['title']).toBe('warm piano for rain');
    expect(String(bodyOf({ lyrics: 'la', prompt: 'word '.repeat(40) })['title']).length).toBeLessThanOrEqual(
      60,
    );
    expect(bodyOf({ lyrics: 'la', prompt: 'x'.repeat(90) })['title']).toBe('Untitled');
  });

  it('[PRO-4] always tells V6 how long the song shall be, the others when asked and able', () => {
    expect(bodyOf({ ...song, model: 'V6' })['duration']).toBe(180);
    expect(bodyOf({ ...song, model: 'V6_WILD', durationSeconds: 59.6 })['duration']).toBe(60);
    expect(bodyOf({ ...song, model: 'V5_5' })).not.toHaveProperty('duration');
    expect(bodyOf({ ...song, model: 'V5_5', durationSeconds: 30 })['duration']).toBe(30);
    expect(bodyOf({ ...song, durationSeconds: 30 })).not.toHaveProperty('duration');
  });
});

describe('a review', () => {
  it('[PRO-4] is pure, and sound for whatever may be asked', () => {
    const request = { ...sunoRequest, operation: 'replace-section' } as const;
    expect(reviewSong(request)).toEqual(reviewSong(request));
    expect(reviewSong(request).faults.length).toBeGreaterThan(0);
  });
});
