import { fetchOwn } from '../suno/reach.ts';
import { text } from '../suno/gateway.ts';
import type { Stage } from '../shared/stage.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Why a body is refused; null when it is sound. */
export type Complaint = { readonly code: number; readonly message: string } | null;

const invalid = (what: string): Complaint => ({ code: 2013, message: `invalid params, ${what}` });

const songModels = ['music-3.0', 'music-2.6'];
const coverModel = 'music-cover';
/** Once offered, and refused since: the free ones were withdrawn on 2026-08-20. */
const retiredModels = [
  ...['music-3.0-free', 'music-2.6-free', 'music-cover-free'],
  ...['music-2.5+', 'music-2.5', 'music-2.0', 'music-1.5', 'music-01'],
];

const settings: Readonly<Record<string, readonly unknown[]>> = {
  sample_rate: [16_000, 24_000, 32_000, 44_100],
  bitrate: [32_000, 64_000, 128_000, 256_000],
  format: ['mp3', 'wav', 'pcm'],
};

/** Everything a request for a song is checked for (platform.minimax.io, music-3.0 edition, read 2026-09). */
export async function complaintOf(stage: Stage, body: Body): Promise<Complaint> {
  const model = text(body['model']);
  if (model === '') return invalid('model is required');
  if (retiredModels.includes(model))
    return { code: 2061, message: `your current token plan not support model, ${model}` };
  const formal = formComplaint(body);
  if (formal) return formal;
  if (model === coverModel) return coverTextComplaint(body) ?? (await sourceComplaint(stage, body));
  return songModels.includes(model) ? songComplaint(body) : invalid(`model ${model} does not exist`);
}

function formComplaint(body: Body): Complaint {
  for (const name of ['stream', 'lyrics_optimizer', 'is_instrumental', 'aigc_watermark'])
    if (body[name] !== undefined && typeof body[name] !== 'boolean')
      return invalid(`${name} must be a boolean`);
  for (const name of ['prompt', 'lyrics'])
    if (body[name] !== undefined && typeof body[name] !== 'string')
      return invalid(`${name} must be a string`);
  const { output_format: format = 'hex', audio_setting: setting = {} } = body;
  if (format !== 'hex' && format !== 'url') return invalid('output_format must be hex or url');
  if (format === 'url' && body['stream'] === true) return invalid('stream supports hex only');
  if (typeof setting !== 'object' || setting === null) return invalid('audio_setting must be an object');
  const wrong = Object.entries(settings).find(([name, known]) => {
    const value = (setting as Body)[name];
    return value !== undefined && !known.includes(value);
  });
  return wrong ? invalid(`audio_setting.${wrong[0]} is not supported`) : null;
}

/** Characters of a text field that is not empty must be within; an empty one is refused when it is required. */
function within(body: Body, name: string, min: number, max: number, isRequired: boolean): Complaint {
  const length = [...text(body[name])].length;
  if (length === 0) return isRequired ? invalid(`${name} is required`) : null;
  return length >= min && length <= max ? null : invalid(`${name} must be ${min} to ${max} characters`);
}

function songComplaint(body: Body): Complaint {
  const isInstrumental = body['is_instrumental'] === true;
  const isWritten = body['lyrics_optimizer'] === true;
  if (['audio_url', 'audio_base64', 'cover_feature_id'].some((name) => body[name] !== undefined))
    return invalid(`${text(body['model'])} takes no reference audio`);
  if (isInstrumental && isWritten) return invalid('lyrics_optimizer cannot be used with is_instrumental');
  const prompt = within(body, 'prompt', 1, 2000, isInstrumental);
  if (prompt) return prompt;
  return isInstrumental ? null : within(body, 'lyrics', 1, 3500, !isWritten);
}

function coverTextComplaint(body: Body): Complaint {
  const hasFeature = body['cover_feature_id'] !== undefined;
  return within(body, 'prompt', 10, 300, true) ?? within(body, 'lyrics', 10, 1000, hasFeature);
}

/** A feature of a preprocessed source lives for a day. */
const featureMs = 24 * 3_600_000;

async function sourceComplaint(stage: Stage, body: Body): Promise<Complaint> {
  const feature = body['cover_feature_id'];
  if (feature === undefined) return audioComplaint(stage, body);
  if (body['audio_url'] !== undefined || body['audio_base64'] !== undefined)
    return invalid('exactly one of audio_url, audio_base64 and cover_feature_id');
  const task = stage.tasks.get(text(feature));
  const isThere = task?.kind === 'cover-preprocess' && task.createdAt > stage.world.now() - featureMs;
  return isThere ? null : invalid('cover_feature_id does not exist or has expired');
}

/** One of the two, at most 50 MB; its length in time is not measured here. */
export async function audioComplaint(stage: Stage, body: Body): Promise<Complaint> {
  const { audio_url: url, audio_base64: encoded } = body;
  if ((url === undefined) === (encoded === undefined))
    return invalid('exactly one of audio_url and audio_base64');
  if (encoded !== undefined) {
    const bytes = Buffer.from(text(encoded), 'base64').length;
    return bytes > 0 && bytes <= 50 * 1024 * 1024 ? null : invalid('audio_base64 must hold 1 byte to 50 MB');
  }
  return (await fetchOwn(stage, text(url))) === null ? invalid('audio_url cannot be fetched') : null;
}
