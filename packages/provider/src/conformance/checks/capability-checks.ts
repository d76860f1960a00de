import assert from 'node:assert/strict';
import { capabilitiesSchema, createTrackSchema, type CreateTrack, type Model } from '@impresario/protocol';
import fc from 'fast-check';
import { planRequest } from '../../plan-request.ts';
import type { MusicRequest } from '../../request.ts';
import { withProvider } from '../probe.ts';
import { always, type ConformanceCheck } from '../subject.ts';

/** Parts of a request that are not for a caller of `POST /v1/tracks` to set, or not for a model to honour. */
type NotAParameter =
  'model' | 'operation' | 'options' | 'referenceKey' | 'source' | 'continueAtSeconds' | 'section';

/** Every parameter a model may say it honours; `satisfies` keeps the list whole. */
const knownParameters = Object.keys({
  prompt: true,
  title: true,
  lyrics: true,
  styleTags: true,
  hasVocals: true,
  durationSeconds: true,
  seed: true,
  variants: true,
  customMode: true,
  negativeTags: true,
  vocalGender: true,
  styleWeight: true,
  weirdnessConstraint: true,
  audioWeight: true,
  referenceAudioUrl: true,
  personaId: true,
} satisfies Record<Exclude<keyof MusicRequest, NotAParameter>, true>);

/** Bodies with any subset of the parameters that a model may lack. */
const bodies: fc.Arbitrary<CreateTrack> = fc
  .record(
    {
      prompt: fc.constant('a song'),
      lyrics: fc.constantFrom('la la la', 'ooh'),
      styleTags: fc.array(fc.constantFrom('jazz', 'rock'), { maxLength: 2 }),
      hasVocals: fc.boolean(),
      durationSeconds: fc.integer({ min: 1, max: 600 }),
      seed: fc.constantFrom(0, 1, 4_294_967_295),
      variants: fc.integer({ min: 1, max: 4 }),
      customMode: fc.boolean(),
      negativeTags: fc.constant('screaming'),
      vocalGender: fc.constantFrom('m' as const, 'f' as const),
      styleWeight: fc.constantFrom(0, 0.5, 1),
      weirdnessConstraint: fc.constantFrom(0, 1),
      audioWeight: fc.constantFrom(0, 1),
      referenceAudioUrl: fc.constant('https://example.com/a.mp3'),
      personaId: fc.constant('persona-1'),
    },
    { requiredKeys: ['prompt'] },
  )
  .map((body) => createTrackSchema.parse(body));

export const capabilityChecks: readonly ConformanceCheck[] = [
  {
    name: '[PRO-3] capabilities are valid data that survives JSON, and the default model is among the models',
    applies: always,
    run: (subject) =>
      withProvider(subject, async ({ capabilities }) => {
        assert.deepEqual(JSON.parse(JSON.stringify(capabilitiesSchema.parse(capabilities))), capabilities);
        const ids = capabilities.models.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, 'each model is listed once');
        assert.ok(ids.includes(capabilities.defaultModel), 'the default model is one of the models');
        assert.ok(capabilities.operations.includes('generate'), 'a provider can at least generate');
        assert.ok(capabilities.formats.length > 0, 'at least one format');
        const { low, high } = capabilities.typicalLatencySeconds;
        assert.ok(low <= high, 'typical latency runs from low to high');
        for (const model of capabilities.models) assertSoundModel(model);
      }),
  },
  {
    name: '[PRO-2] delivery says the shape, and a task can be looked at',
    applies: always,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const shape = subject.shape === 'task' ? 'task' : 'inline';
        assert.equal(provider.capabilities.delivery.shape, shape);
        if (shape === 'task') assert.equal(typeof provider.poll, 'function', 'a task needs poll');
        if (shape === 'task' && provider.capabilities.delivery.cancellable) {
          assert.equal(typeof provider.cancel, 'function', 'a cancellable task needs cancel');
        }
      }),
  },
  {
    name: '[PRO-4] whatever a model cannot honour is in a warning, and what it can is in none',
    applies: always,
    run: (subject) =>
      withProvider(subject, async ({ capabilities }) => {
        const modelIds = fc.constantFrom(...capabilities.models.map(({ id }) => id));
        fc.assert(
          fc.property(bodies, modelIds, (body, modelVersion) => {
            const { request, warnings } = planRequest(capabilities, { ...body, modelVersion });
            const model = capabilities.models.find(({ id }) => id === modelVersion);
            assert.equal(request.model, modelVersion);
            for (const name of Object.keys(body) as (keyof CreateTrack)[]) {
              const value = body[name];
              if (name === 'prompt' || name === 'variants') continue;
              if (Array.isArray(value) && value.length === 0) continue;
              // What never sings gives an instrumental exactly, so there is nothing to warn of.
              if (name === 'hasVocals' && value === false && !capabilities.features.singing) continue;
              const said = warnings.filter(({ parameter }) => parameter === name).map(({ type }) => type);
              const support = model?.parameters[name] ?? 'unsupported';
              if (support === 'native') {
                assert.deepEqual(
                  said.filter((type) => type !== 'adjusted'),
                  [],
                  `${name} is honoured`,
                );
              } else {
                assert.ok(said.includes(support), `${name} is ${support} and no warning says so`);
              }
            }
          }),
          { numRuns: 200 },
        );
      }),
  },
];

function assertSoundModel(model: Model): void {
  for (const name of Object.keys(model.parameters)) {
    assert.ok(knownParameters.includes(name), `${model.id}: ${name} is no parameter of a request`);
  }
  for (const [name, limit] of Object.entries(model.limits)) {
    assert.ok(limit >= 0, `${model.id}: ${name} is not negative`);
  }
  const { variants, durationSeconds } = model;
  assertRange(`${model.id}: variants`, variants);
  assert.ok(variants.min >= 1, `${model.id}: at least one variant`);
  if (durationSeconds) assertRange(`${model.id}: durationSeconds`, durationSeconds);
}

function assertRange(what: string, range: { min: number; max: number; default: number }): void {
  assert.ok(range.min <= range.default && range.default <= range.max, `${what}: min ≤ default ≤ max`);
}
