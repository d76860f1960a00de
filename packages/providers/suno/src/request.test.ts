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

describe('songs over audio', () => {
  it('[PRO-4] a reference makes a cover of a song, and a cover needs one', () => {
    const cover = { path: '/api/v1/generate/upload-cover', needsAudio: true };
    expect(compose({ referenceAudioUrl }).order).toMatchObject(cover);
    expect(compose({ operation: 'cover', referenceKey: 'k' }).order).toMatchObject(cover);
    expect(faultsOf({ operation: 'cover' })).toEqual(['referenceAudioUrl']);
  });

  it('[PRO-4] added vocals have a style, added instruments have tags', () => {
    const over = { referenceKey: 'k', lyrics: 'la', styleTags: ['folk'] };
    expect(compose({ ...over, operation: 'add-vocals' }).order).toEqual({
      path: '/api/v1/generate/add-vocals',
      needsAudio: true,
      body: {
        model: 'V5',
        prompt: 'la',
        title: 'a quiet song',
        style: 'folk, a quiet song',
        negativeTags: 'low quality',
      },
    });
    const instruments = {
      ...over,
      lyrics: null,
      operation: 'add-instrumental',
      negativeTags: 'drums',
    } as const;
    expect(compose(instruments).order).toEqual({
      path: '/api/v1/generate/add-instrumental',
      needsAudio: true,
      body: { model: 'V5', title: 'a quiet song', tags: 'folk, a quiet song', negativeTags: 'drums' },
    });
    expect(faultsOf({ operation: 'add-vocals', referenceKey: 'k' })).toEqual(['lyrics']);
    expect(warningsOf({ ...over, operation: 'add-instrumental', personaId: 'p' })).toEqual([
      'unsupported lyrics',
      'unsupported personaId',
    ]);
  });
});

describe('an extension', () => {
  const extend = { operation: 'extend', prompt: 'a quiet song', styleTags: ['folk'] } as const;

  it('[PRO-4] with nothing new keeps everything of its source', () => {
    const source = sunoSource();
    expect(compose({ ...extend, source }).order).toEqual({
      path: '/api/v1/generate/extend',
      needsAudio: false,
      body: { audioId: 'clip-b', model: 'V5', defaultParamFlag: false },
    });
  });

  it('[PRO-4] with new words begins where it is told, or just before the end', () => {
    const source = sunoSource();
    expect(bodyOf({ ...extend, source, lyrics: 'new words', continueAtSeconds: 60.123 })).toEqual({
      audioId: 'clip-b',
      model: 'V5',
      defaultParamFlag: true,
      prompt: 'new words',
      style: 'folk, a quiet song',
      title: 'Lanterns',
      continueAt: 60.12,
    });
    expect(bodyOf({ ...extend, source, lyrics: 'new words' })['continueAt']).toBe(119.9);
  });

  it("[PRO-4] without new words hands the source's on, and says so; an instrumental has none", () => {
    const source = sunoSource();
    expect(warningsOf({ ...extend, source, continueAtSeconds: 60 })).toEqual(['approximated lyrics']);
    expect(bodyOf({ ...extend, source, hasVocals: false })['prompt']).toBe('[Instrumental]');
    const silent = sunoSource({ lyrics: null });
    expect(bodyOf({ ...extend, source: silent, continueAtSeconds: 60 })['prompt']).toBe('[Instrumental]');
  });

  it('[PRO-4] keeps the model of its source and says when another was asked for', () => {
    const request = { ...extend, source: sunoSource({ model: 'V4_5' }), model: 'V5' };
    expect(bodyOf(request)['model']).toBe('V4_5');
    expect(warningsOf(request)).toEqual(['substituted-model modelVersion']);
  });

  it.each([0, -1, 120, 500])('[PRO-4] cannot begin at %s s of 120', (continueAtSeconds) => {
    expect(faultsOf({ ...extend, source: sunoSource(), continueAtSeconds })).toEqual(['continueAtSeconds']);
  });

  it('[PRO-4] of a song that is not Suno’s is made from its audio', () => {
    const source = sunoSource({ provider: 'local', clipId: null, lyrics: null });
    expect(compose({ ...extend, source, referenceKey: 'k' }).order).toEqual({
      path: '/api/v1/generate/upload-extend',
      needsAudio: true,
      body: {
        model: 'V5',
        defaultParamFlag: true,
        instrumental: true,
        style: 'folk, a quiet song',
        title: 'Lanterns',
        continueAt: 119.9,
      },
    });
    const bare = { ...extend, referenceAudioUrl, lyrics: 'la' };
    expect(bodyOf(bare)).toEqual({ model: 'V5', defaultParamFlag: false, prompt: 'la' });
    expect(warningsOf(bare)).toEqual(['unsupported styleTags']);
  });
});

describe('a mended section', () => {
  const section = { startSeconds: 40, endSeconds: 60.005 };
  const mend = { operation: 'replace-section', lyrics: 'new', styleTags: ['folk'], section } as const;

  it('[PRO-4] names the song by its task and sends its words with the change in them', () => {
    const { order, warnings, faults } = compose({ ...mend, source: sunoSource() });
    expect(faults).toEqual([]);
    expect(order).toEqual({
      path: '/api/v1/generate/replace-section',
      needsAudio: false,
      body: {
        taskId: 'task-1',
        audioId: 'clip-b',
        prompt: 'new',
        tags: 'folk, a quiet song',
        title: 'Lanterns',
        infillStartS: 40,
        infillEndS: 60.01,
        fullLyrics: 'one\ntwo\nnew\nfour\nfive\nsix',
      },
    });
    expect(warnings).toMatchObject([{ type: 'approximated', parameter: 'lyrics' }]);
  });

  it('[PRO-4] names a song from elsewhere by its file and a model', () => {
    const source = sunoSource({ provider: 'local', lyrics: null });
    const { order } = compose({ ...mend, source, referenceKey: 'k' });
    expect(order).toMatchObject({ needsAudio: true, body: { model: 'V5', fullLyrics: 'new' } });
    expect(order.body).not.toHaveProperty('taskId');
  });

  it.each([
    [40, 49.9, 'endSeconds'],
    [0, 61, 'endSeconds'],
    [100, 121, 'endSeconds'],
    [-1, 20, 'startSeconds'],
  ])('[PRO-4] cannot run from %s to %s s of 120', (startSeconds, endSeconds, parameter) => {
    const request = { ...mend, source: sunoSource(), section: { startSeconds, endSeconds } };
    expect(faultsOf(request)).toEqual([parameter]);
  });

  it('[PRO-4] is 10 s at least and half of the song at most, and needs words', () => {
    const at = (endSeconds: number) => ({
      ...mend,
      source: sunoSource(),
      section: { startSeconds: 0, endSeconds },
    });
    expect(faultsOf(at(10))).toEqual([]);
    expect(faultsOf(at(60))).toEqual([]);
    expect(faultsOf({ ...at(20), lyrics: null })).toEqual(['lyrics']);
  });
});

describe('a review', () => {
  it('[PRO-4] is pure, and sound for whatever may be asked', () => {
    const request = { ...sunoRequest, operation: 'replace-section' } as const;
    expect(reviewSong(request)).toEqual(reviewSong(request));
    expect(reviewSong(request).faults.length).toBeGreaterThan(0);
  });
});
