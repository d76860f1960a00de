import { text } from '../suno/gateway.ts';
import type { Gateway } from './gateway.ts';
import { isFineTuned, modelsOf, type Route } from './models.ts';
import { findSong, type Body } from './song-task.ts';
import { findUpload, type Purpose } from './uploads.ts';

/** What is wrong with a body, in words; null when it is sound. */
type Complaint = string | null;

interface Order {
  readonly gateway: Gateway;
  readonly route: Route;
  readonly key: string;
  readonly body: Body;
}

const easyStyles = [
  ...['pop', 'rock', 'jazz', 'r&b', 'edm', 'ambient', 'folk', 'latin', 'k-pop', 'j-pop', 'house', 'gospel'],
  'lo-fi',
];

const has = (body: Body, name: string): boolean =>
  body[name] !== undefined && body[name] !== null && body[name] !== '';

/** Everything a request for songs is checked for (platform.mureka.ai, read 2026-09). */
export function complaintOf(order: Order): Complaint {
  const checks = [modelComplaint, countComplaint, wordsComplaint, ...routeChecks[order.route]];
  for (const check of checks) {
    const complaint = check(order);
    if (complaint !== null) return complaint;
  }
  return null;
}

const routeChecks: Readonly<Record<Route, readonly ((order: Order) => Complaint)[]>> = {
  generate: [needsLyrics, genderComplaint, guideComplaint],
  'easy-generate': [stylesComplaint, guideComplaint],
  instrumental: [instrumentalComplaint],
  extend: [(order) => sourceComplaint(order, 'audio'), needsLyrics, extendComplaint],
  remix: [(order) => sourceComplaint(order, 'remix')],
  'region-edit': [(order) => sourceComplaint(order, 'audio'), needsLyrics, regionComplaint],
};

function modelComplaint({ gateway, route, body }: Order): Complaint {
  const { model } = body;
  const known = modelsOf[route];
  if (known === null) return null;
  // The reference calls it required, the quick start leaves it out: only instrumentals are held to it.
  if (!has(body, 'model')) return route === 'instrumental' ? 'model is required' : null;
  if (typeof model !== 'string') return 'model must be a string';
  if (route === 'generate' && isFineTuned(model)) return null;
  // The list of the Chinese service has o2 for instrumentals, the other one does not.
  if (route === 'instrumental' && model === 'mureka-o2' && gateway.options.region === 'cn') return null;
  return known.includes(model) ? null : `model ${model} is not supported`;
}

function countComplaint({ route, body: { n } }: Order): Complaint {
  if (n === undefined || route === 'extend' || route === 'region-edit') return null;
  return Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 3 ? null : 'n must be between 1 and 3';
}

/** Lengths, and that texts are texts. An older reading of the Chinese page had 3000 for lyrics. */
function wordsComplaint({ route, body }: Order): Complaint {
  const promptMax = route === 'easy-generate' ? 2000 : 1024;
  const limits = { lyrics: 5000, prompt: promptMax };
  for (const [name, max] of Object.entries(limits)) {
    const value = body[name];
    if (value !== undefined && value !== null && typeof value !== 'string') return `${name} must be a string`;
    if ([...text(value)].length > max) return `${name} is too long, at most ${max} characters`;
  }
  if (body['stream'] !== undefined && typeof body['stream'] !== 'boolean') return 'stream must be a boolean';
  return null;
}

function needsLyrics({ body }: Order): Complaint {
  return text(body['lyrics']).trim() === '' ? 'lyrics is required' : null;
}

function genderComplaint({ body: { gender } }: Order): Complaint {
  return gender === undefined || gender === 'female' || gender === 'male'
    ? null
    : 'gender must be female or male';
}

function stylesComplaint({ body: { styles } }: Order): Complaint {
  if (styles === undefined) return null;
  if (!Array.isArray(styles)) return 'styles must be a list';
  const areKnown = styles.every((style) => easyStyles.some((known) => known === style));
  return areKnown ? null : `styles are some of ${easyStyles.join(', ')}`;
}

/**
 * A prompt goes with a voice only, a reference with a voice only, a melody with nothing; o2 takes no voice and no
 * melody, a model of one's own nothing but a prompt or a reference. A prompt with a reference is not documented for
 * lyrics; it is refused, and let through on the easy route, where both are plain options.
 */
function guideComplaint({ gateway, route, body }: Order): Complaint {
  const given = ['prompt', 'reference_id', 'vocal_id', 'melody_id'].filter((name) => has(body, name));
  const model = text(body['model']);
  const barred = isFineTuned(model) || model === 'mureka-o2' ? ['vocal_id', 'melody_id'] : [];
  const refused = given.find((name) => barred.includes(name));
  if (refused) return `${refused} is not supported by ${model}`;
  if (given.includes('melody_id') && given.length > 1) return `melody_id cannot be combined with ${given[0]}`;
  if (route === 'generate' && given.includes('prompt') && given.includes('reference_id'))
    return 'prompt cannot be combined with reference_id';
  for (const purpose of ['reference', 'vocal', 'melody'] as const) {
    const id = body[`${purpose}_id`];
    if (has(body, `${purpose}_id`) && !findUpload(gateway, purpose, id))
      return `${purpose}_id does not exist`;
  }
  return null;
}

function instrumentalComplaint({ gateway, body }: Order): Complaint {
  if (has(body, 'prompt') === has(body, 'instrumental_id'))
    return 'exactly one of prompt and instrumental_id';
  const isThere =
    !has(body, 'instrumental_id') || findUpload(gateway, 'instrumental', body['instrumental_id']);
  return isThere ? null : 'instrumental_id does not exist';
}

function sourceComplaint({ gateway, key, body }: Order, purpose: Purpose): Complaint {
  if (has(body, 'song_id') === has(body, 'upload_audio_id'))
    return 'exactly one of song_id and upload_audio_id';
  if (has(body, 'song_id'))
    return findSong(gateway, key, body['song_id']) ? null : 'song_id does not exist or is too old';
  return findUpload(gateway, purpose, body['upload_audio_id']) ? null : 'upload_audio_id does not exist';
}

/** One client sends it as text, and was answered. */
function extendComplaint({ body }: Order): Complaint {
  const at = Number(body['extend_at'] ?? Number.NaN);
  if (!Number.isInteger(at) || at < 8000 || at > 420_000) return 'extend_at must be between 8000 and 420000';
  const type = body['extend_type'];
  return type === undefined || type === 'tail' || type === 'head' ? null : 'extend_type must be tail or head';
}

/** At least 3 s of it, and 12 s of the song before and after; an uploaded one is not measured here. */
function regionComplaint({ gateway, key, body }: Order): Complaint {
  const { edit_start: start, edit_end: end } = body;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return 'edit_start and edit_end are required';
  const [from, to] = [Number(start), Number(end)];
  if (to - from < 3000) return 'the region must be at least 3 seconds';
  const source = findSong(gateway, key, body['song_id']);
  const after = source ? source.choice.seconds * 1000 - to : Infinity;
  return from < 12_000 || after < 12_000
    ? 'at least 12 seconds must remain before and after the region'
    : null;
}
