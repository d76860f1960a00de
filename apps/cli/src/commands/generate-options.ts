import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CreateTrackInput } from '@impresario/protocol';
import { readNumber, readSeconds } from '../arguments/read-number.ts';
import { UsageError } from '../exit-code.ts';
import { serverOptions } from '../verb.ts';

/** The options of `generate`. */
export const generateOptions = {
  prompt: { type: 'positional', required: false, description: 'What the music shall be like' },
  duration: { type: 'string', valueHint: 'SECONDS', description: 'Length, as 90 or 1:30' },
  style: { type: 'string', valueHint: 'TAG', description: 'A style such as “jazz”; repeat it for more' },
  'lyrics-file': { type: 'string', valueHint: 'FILE', description: 'Sing the words in this text file' },
  title: { type: 'string', valueHint: 'TITLE', description: 'What the track is called, and its files' },
  seed: { type: 'string', valueHint: 'NUMBER', description: 'The same seed and prompt give the same music' },
  variants: { type: 'string', valueHint: 'NUMBER', description: 'How many versions to make, 1–4' },
  provider: { type: 'string', valueHint: 'NAME', description: 'Who makes it; see `impresario providers`' },
  model: { type: 'string', valueHint: 'NAME', description: 'Which of the provider’s models' },
  instrumental: { type: 'boolean', description: 'No singing' },
  voice: { type: 'string', valueHint: 'm|f', description: 'Who shall sing' },
  negative: { type: 'string', valueHint: 'TEXT', description: 'What to leave out, as “metal, shouting”' },
  'style-weight': { type: 'string', valueHint: '0–1', description: 'How strictly to hold to the style' },
  weirdness: { type: 'string', valueHint: '0–1', description: 'How daring it may be' },
  'audio-weight': { type: 'string', valueHint: '0–1', description: 'How strictly to hold to the reference' },
  persona: { type: 'string', valueHint: 'ID', description: 'In the voice and manner of a persona' },
  reference: {
    type: 'string',
    valueHint: 'FILE|URL',
    description: 'Begin from this audio; a file is handed over first',
  },
  stems: { type: 'boolean', description: 'Save every instrument as its own file too' },
  out: { type: 'string', valueHint: 'FOLDER', description: 'Where the files go (default: ./tracks)' },
  ...serverOptions,
} as const;

export interface TypedOptions {
  duration?: string | undefined;
  'lyrics-file'?: string | undefined;
  title?: string | undefined;
  seed?: string | undefined;
  variants?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  instrumental?: boolean | undefined;
  stems?: boolean | undefined;
  voice?: string | undefined;
  negative?: string | undefined;
  'style-weight'?: string | undefined;
  weirdness?: string | undefined;
  'audio-weight'?: string | undefined;
  persona?: string | undefined;
}

/** What was typed as the body of `POST /v1/tracks`. Limits that depend on the provider are left to the server. */
export async function readOrder(
  prompt: string,
  typed: TypedOptions,
  styleTags: readonly string[],
  userDirectory: string,
): Promise<CreateTrackInput> {
  if (typed.instrumental && typed['lyrics-file'] !== undefined) {
    throw new UsageError('--instrumental and --lyrics-file exclude each other.');
  }
  const durationSeconds = readSeconds('--duration', typed.duration, { min: 1, max: 600, whole: false });
  const seed = readNumber('--seed', typed.seed, { min: 0, max: 4_294_967_295 });
  const variants = readNumber('--variants', typed.variants, { min: 1, max: 4 });
  const lyrics = await readLyrics(typed['lyrics-file'], userDirectory);
  return {
    prompt,
    ...(typed.title !== undefined && { title: typed.title }),
    ...(styleTags.length > 0 && { styleTags: styleTags.map((tag) => tag.trim()) }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(seed !== undefined && { seed }),
    ...(variants !== undefined && { variants }),
    ...(typed.provider !== undefined && { provider: typed.provider }),
    ...(typed.model !== undefined && { modelVersion: typed.model }),
    ...(lyrics !== undefined && { lyrics }),
    ...(typed.instrumental && { hasVocals: false }),
    ...(typed.stems && { providerOptions: { local: { stems: true } } }),
    ...readManner(typed),
  };
}

/** What not every model honours; the server's reply warns of what this one does not. */
function readManner(typed: TypedOptions): Partial<CreateTrackInput> {
  const weight = { min: 0, max: 1, whole: false };
  const styleWeight = readNumber('--style-weight', typed['style-weight'], weight);
  const weirdnessConstraint = readNumber('--weirdness', typed.weirdness, weight);
  const audioWeight = readNumber('--audio-weight', typed['audio-weight'], weight);
  return {
    ...(typed.voice !== undefined && { vocalGender: readVoice(typed.voice) }),
    ...(typed.negative !== undefined && { negativeTags: typed.negative }),
    ...(styleWeight !== undefined && { styleWeight }),
    ...(weirdnessConstraint !== undefined && { weirdnessConstraint }),
    ...(audioWeight !== undefined && { audioWeight }),
    ...(typed.persona !== undefined && { personaId: typed.persona }),
  };
}

function readVoice(typed: string): 'm' | 'f' {
  if (typed === 'm' || typed === 'f') return typed;
  throw new UsageError(`--voice needs m or f, not “${typed}”.`);
}

/** The words in a text file; a `UsageError` when it cannot be read. */
export async function readLyrics(
  file: string | undefined,
  userDirectory: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    const text = await readFile(path.resolve(userDirectory, file), 'utf8');
    // Editors on Windows begin a file with a byte order mark, which is no part of the song.
    return text.replace(/^\uFEFF/, '').trimEnd();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`The lyrics file ${file} cannot be read (${code ?? 'unknown reason'}).`);
  }
}
