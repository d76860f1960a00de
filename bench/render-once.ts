import { bundledSoundFont, createLocalProvider } from '@impresario/provider-local';
import type { RenderFigures } from './composer.ts';

const [prompt = '', seconds = '120', variants = '2'] = process.argv.slice(2);
const megabyte = 1024 * 1024;

const idleMegabytes = process.memoryUsage.rss() / megabyte;
let peakMegabytes = idleMegabytes;
const sampling = setInterval(() => {
  peakMegabytes = Math.max(peakMegabytes, process.memoryUsage.rss() / megabyte);
}, 50);

const provider = createLocalProvider({ workers: 2, soundFont: bundledSoundFont });
const startedAt = performance.now();
const outcome = await provider.submit(
  {
    operation: 'generate',
    model: 'composer-2',
    prompt,
    title: null,
    lyrics: null,
    styleTags: [],
    hasVocals: null,
    durationSeconds: Number(seconds),
    seed: 1,
    variants: Number(variants),
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
  {
    signal: new AbortController().signal,
    trackId: 'bench',
    correlation: 'bench',
    callbackUrl: null,
    readReference: null,
    onProgress: () => {},
  },
);
const wallSeconds = (performance.now() - startedAt) / 1000;
clearInterval(sampling);
if (outcome.kind !== 'finished') throw new Error(`the render failed: ${JSON.stringify(outcome)}`);
await provider.close?.();
console.log(JSON.stringify({ wallSeconds, idleMegabytes, peakMegabytes } satisfies RenderFigures));
