import { z } from 'zod';
import { sideOperations, songOperations } from './operations.ts';

/** How well a model honours a parameter: exactly, or only as far as words in its prompt carry. */
const support = z.enum(['native', 'approximated']);

export const modelSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    lifecycle: z.enum(['stable', 'preview', 'deprecated']),
    limits: z.object({
      promptChars: z.int(),
      lyricsChars: z.int(),
      titleChars: z.int(),
      styleChars: z.int(),
    }),
    durationSeconds: z.object({ min: z.number(), max: z.number(), default: z.number() }).nullable(),
    variants: z.object({ min: z.int(), max: z.int(), default: z.int() }),
    parameters: z.record(z.string(), support).describe('Request parameters this model honours.'),
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof modelSchema>;

/** Where in a version work may begin and end: who keeps to it is not refused for it. */
const workBoundsSchema = z.object({
  lyricsNeededFor: z.array(z.enum(songOperations)),
  extend: z
    .object({
      atSecondsMin: z.number(),
      atSecondsMax: z.number().nullable().describe('null: up to the end.'),
    })
    .optional(),
  replaceSection: z
    .object({
      secondsMin: z.number(),
      shareMax: z.number().nullable().describe('Most of the version that it may be, 0–1.'),
      besideSecondsMin: z.number().describe('So much must remain before it, and after it.'),
    })
    .optional(),
});
export type WorkBounds = z.infer<typeof workBoundsSchema>;

/** What a provider can do, as data: pages build their forms from it (PRO-3). */
export const capabilitiesSchema = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string(),
  operations: z.array(z.enum([...songOperations, ...sideOperations])),
  features: z.object({
    promptGeneration: z.boolean(),
    lyricsGeneration: z.boolean(),
    personas: z.boolean(),
    referenceAudio: z.boolean(),
    stems: z.enum(['none', 'separated', 'exact']),
    video: z.boolean(),
    singing: z.boolean(),
  }),
  workBounds: workBoundsSchema.optional(),
  styles: z.array(z.object({ id: z.string(), label: z.string() })),
  models: z.array(modelSchema).min(1),
  defaultModel: z.string(),
  formats: z.array(z.string()),
  typicalLatencySeconds: z.object({ low: z.number(), high: z.number() }),
  delivery: z.object({
    shape: z
      .enum(['inline', 'task'])
      .describe('`inline`: the reply is the audio. `task`: poll, and maybe callbacks.'),
    repeatable: z.boolean().describe('Asking again after a crash costs nothing and gives the same song.'),
    cancellable: z.boolean(),
    variantsPerSubmit: z
      .int()
      .optional()
      .describe('1: each variant is a call of its own, one after the other.'),
    callbacks: z.enum(['none', 'hint', 'trusted']),
    outputLifetimeSeconds: z.number().nullable(),
  }),
  concurrencyMax: z.int().nullable().describe('Tasks it runs for us at once.'),
  submitRate: z
    .object({ max: z.int(), perSeconds: z.number() })
    .nullable()
    .describe('Most submits it takes from this server in any such span, over all nodes.'),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

const latencySchema = z.object({ p50: z.number().nullable(), p95: z.number().nullable() });

export const providerSchema = capabilitiesSchema
  .extend({
    configured: z.boolean(),
    isDefault: z.boolean(),
    health: z.object({
      status: z.enum(['ok', 'degraded', 'down', 'unknown']),
      detail: z.string().nullable().describe('What is wrong, in words for the operator.'),
      successRate: z.number().nullable(),
      sampleCount: z.int(),
      circuit: z
        .enum(['closed', 'open', 'blocked'])
        .describe(
          '`open`: down, tried again at times. `blocked`: its key or its credit was refused; new work is not taken.',
        ),
    }),
    latencySeconds: latencySchema,
    modelHealth: z.array(
      z.object({
        model: z.string(),
        successRate: z.number(),
        sampleCount: z.int(),
        latencySeconds: latencySchema,
      }),
    ),
    priceCredits: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Provider' });
export type Provider = z.infer<typeof providerSchema>;
