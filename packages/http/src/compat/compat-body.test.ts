import { createTrackSchema } from '@impresario/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../replies/refusal.ts';
import { readCompatBody } from './compat-body.ts';

const read = (sent: Record<string, unknown>) => readCompatBody(sent, 'suno');
const faults = (sent: Record<string, unknown>) => {
  const refusal = read(sent);
  return isRefusal(refusal) ? refusal.extra?.errors?.map(({ pointer }) => pointer) : null;
};

describe('the flat body', () => {
  it.each([
    [{ tags: 'lo-fi, warm ,, ' }, { styleTags: ['lo-fi', 'warm'] }],
    [{ tags: ['lo-fi', 'warm'] }, { styleTags: ['lo-fi', 'warm'] }],
    [{ styleTags: ['jazz'], tags: 'not this' }, { styleTags: ['jazz'] }],
    [{ model_version: 'V5' }, { modelVersion: 'V5' }],
    [{ modelVersion: 'V4_5PLUS' }, { modelVersion: 'V4_5PLUS' }],
    [{ has_vocals: false }, { hasVocals: false }],
    [
      { custom_mode: true, lyrics: 'la' },
      { customMode: true, lyrics: 'la' },
    ],
    [{ instrumental: true }, { make_instrumental: true }],
    [{ isBGM: true }, { make_instrumental: true }],
    [
      { negative_tags: 'drums', vocal_gender: 'f' },
      { negativeTags: 'drums', vocalGender: 'f' },
    ],
    [
      { styleWeight: 0.5, audio_weight: 1 },
      { styleWeight: 0.5, audioWeight: 1 },
    ],
    [
      { styleWeight: 65, weirdnessConstraint: 1 },
      { styleWeight: 0.65, weirdnessConstraint: 0.01 },
    ],
    [{ styleWeight: 0 }, { styleWeight: 0 }],
    [
      { idempotency_key: 'k', project_id: 'p', persona_id: 'q' },
      { idempotencyKey: 'k', projectId: 'p', personaId: 'q' },
    ],
    [{ lyrics: null, title: null, trackId: null }, {}],
    [{ wait_audio: true, metadata: { a: 1 }, provider: 'local' }, {}],
  ])('%j is understood', (sent, wanted) => {
    expect(read({ prompt: 'rain', ...sent })).toEqual({ prompt: 'rain', provider: 'suno', ...wanted });
  });

  it.each([
    [{ lyrics: 'First line\nSecond' }, 'First line'],
    [{ lyrics: 'la', tags: 'lo-fi, warm' }, 'lo-fi, warm'],
    [{ lyrics: 'la', title: 'Rain', tags: 'lo-fi', prompt: ' ' }, 'Rain'],
  ])('%j does without a prompt', (sent, prompt) => {
    expect(read(sent)).toMatchObject({ prompt });
  });

  it('[SEC-1] is refused where it is wrong, in the words it was sent in', () => {
    expect(faults({})).toEqual(['/prompt']);
    expect(faults({ prompt: 'rain', tags: ['ok', 7] })).toEqual(['/tags/1']);
    expect(faults({ prompt: 'rain', model_version: 7, vocal_gender: 'x' })).toEqual([
      '/model_version',
      '/vocal_gender',
    ]);
    expect(faults({ prompt: 'rain', styleWeight: 101 })).toEqual(['/styleWeight']);
    expect(faults({ prompt: 'rain', userId: 'x', credits: 9 })).toEqual(['/userId', '/credits']);
    expect(faults({ prompt: 'rain', referenceTrackId: 'x' })).toEqual(['/referenceTrackId']);
  });

  it('becomes a sound request or a refusal, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('prompt', 'tags', 'lyrics', 'styleWeight', 'title', 'model', '__proto__'),
          fc.jsonValue(),
        ),
        (sent) => {
          const body = read(sent);
          if (isRefusal(body)) expect(body.extra?.errors?.length).toBeGreaterThan(0);
          else expect(createTrackSchema.safeParse(body).success).toBe(true);
        },
      ),
    );
  });
});
