import { createTrackSchema, type Capabilities, type CreateTrackInput } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { scriptedCapabilities } from './conformance/scripted/scripted-capabilities.ts';
import { planRequest } from './plan-request.ts';

const delivery = {
  shape: 'task',
  repeatable: false,
  cancellable: false,
  callbacks: 'none',
  outputLifetimeSeconds: null,
} as const;
const capabilities = scriptedCapabilities('scripted', delivery);

function plan(body: Omit<CreateTrackInput, 'prompt'>, provider: Capabilities = capabilities) {
  return planRequest(provider, createTrackSchema.parse({ prompt: 'a song', ...body }));
}

function withModel(change: Partial<Capabilities['models'][number]>): Capabilities {
  return { ...capabilities, models: capabilities.models.map((model) => ({ ...model, ...change })) };
}

describe('planRequest', () => {
  it('[PRO-4] makes a whole request of a bare prompt: absent is null, variants are the default, no warning', () => {
    expect(plan({})).toEqual({
      request: {
        operation: 'generate',
        model: 'scripted-1',
        prompt: 'a song',
        title: null,
        lyrics: null,
        styleTags: [],
        hasVocals: null,
        durationSeconds: null,
        seed: null,
        variants: 2,
        customMode: null,
        negativeTags: null,
        vocalGender: null,
        styleWeight: null,
        weirdnessConstraint: null,
        audioWeight: null,
        referenceAudioUrl: null,
        referenceKey: null,
        source: null,
        continueAtSeconds: null,
        section: null,
        personaId: null,
        options: {},
      },
      warnings: [],
      faults: [],
    });
  });

  it('[PRO-4] keeps seed 0 and every other falsy value', () => {
    const falsy = {
      seed: 0,
      hasVocals: false,
      styleWeight: 0,
      weirdnessConstraint: 0,
      audioWeight: 0,
      customMode: false,
    };
    expect(plan(falsy).request).toMatchObject(falsy);
  });

  it('[PRO-4] warns of a falsy value that the model cannot honour, as of any other', () => {
    const { warnings } = plan({ seed: 0, customMode: false }, withModel({ parameters: {} }));
    expect(warnings.map(({ type, parameter }) => [type, parameter])).toEqual([
      ['unsupported', 'seed'],
      ['unsupported', 'customMode'],
    ]);
  });

  it('[PRO-4] leaves a seed out where the model has none', () => {
    expect(plan({ seed: 7 }).request.seed).toBe(7);
    expect(plan({ seed: 7 }, withModel({ parameters: {} })).request.seed).toBeNull();
  });

  it('[PRO-4] says which parameters are only a hint, and nothing of those honoured', () => {
    const { warnings } = plan({ negativeTags: 'screaming', lyrics: 'la', styleTags: ['jazz'], seed: 4 });
    expect(warnings).toEqual([
      { type: 'approximated', parameter: 'negativeTags', message: expect.stringContaining('hint') as string },
    ]);
  });

  it('[PRO-4] says that a provider does not sing when singing was asked for, not for an instrumental', () => {
    const silent = { ...withModel({ parameters: { hasVocals: 'approximated' } }) };
    const composer = { ...silent, features: { ...silent.features, singing: false } };
    expect(plan({ hasVocals: true }, composer).warnings).toMatchObject([
      {
        type: 'approximated',
        parameter: 'hasVocals',
        message: expect.stringContaining('does not sing') as string,
      },
    ]);
    expect(plan({ hasVocals: false }, composer).warnings).toEqual([]);
  });

  it('[PRO-4] brings a number into the range of the model and says what was asked and used', () => {
    const narrow = withModel({
      durationSeconds: { min: 10, max: 120, default: 60 },
      variants: { min: 1, max: 2, default: 1 },
    });
    const { request, warnings } = plan({ durationSeconds: 600, variants: 4 }, narrow);
    expect(request).toMatchObject({ durationSeconds: 120, variants: 2 });
    expect(warnings).toMatchObject([
      { type: 'adjusted', parameter: 'durationSeconds', asked: 600, used: 120 },
      { type: 'adjusted', parameter: 'variants', asked: 4, used: 2 },
    ]);
    expect(plan({ durationSeconds: 3 }, narrow).request.durationSeconds).toBe(10);
  });

  it('[PRO-4] takes the default model for one it does not know, and says so', () => {
    const { request, warnings } = plan({ modelVersion: 'other-9' });
    expect(request.model).toBe('scripted-1');
    expect(warnings).toMatchObject([{ type: 'substituted-model', asked: 'other-9', used: 'scripted-1' }]);
  });

  it('[PRO-4] says when the model will be withdrawn', () => {
    expect(plan({}, withModel({ lifecycle: 'deprecated' })).warnings).toMatchObject([
      { type: 'deprecated', parameter: 'modelVersion' },
    ]);
  });

  it('[PRO-4] reads Suno parameters flat and under providerOptions.suno alike', () => {
    const flat = plan({ styleWeight: 0, vocalGender: 'f' }).request;
    const nested = plan({ providerOptions: { suno: { styleWeight: 0, vocalGender: 'f' } } }).request;
    expect(nested).toEqual(flat);
    expect(nested).toMatchObject({ styleWeight: 0, vocalGender: 'f' });
  });

  it('[PRO-4] makes an instrumental of make_instrumental: true', () => {
    expect(plan({ make_instrumental: true }).request.hasVocals).toBe(false);
  });

  it('[PRO-4] hands a provider its own options, never those of another', () => {
    const options = { providerOptions: { local: { stems: true }, suno: { personaId: 'p' } } };
    expect(plan(options, { ...capabilities, id: 'local' }).request.options).toEqual({ stems: true });
    expect(plan(options).request.options).toEqual({});
  });

  it('[PRO-3] fails loudly when capabilities name a default model they do not list', () => {
    expect(() => plan({}, { ...capabilities, defaultModel: 'gone' })).toThrow('lists no model gone');
  });
});
