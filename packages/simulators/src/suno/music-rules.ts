import { text, type Gateway, type Reason } from './gateway.ts';
import { limitsOf } from './models.ts';
import { findTrack, type FoundTrack } from './music-task.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Why a body is refused, in words; null when it is sound. */
export type Complaint = { readonly reason: Reason; readonly message: string } | null;

const invalid = (message: string): Complaint => ({ reason: 'invalid', message });

/** The first complaint of a list of checks. */
export function firstOf(...checks: readonly (() => Complaint)[]): Complaint {
  for (const check of checks) {
    const complaint = check();
    if (complaint) return complaint;
  }
  return null;
}

export function needs(body: Body, ...names: readonly string[]): Complaint {
  const missing = names.find((name) => body[name] === undefined || body[name] === null || body[name] === '');
  return missing === undefined ? null : invalid(`${missing} cannot be null`);
}

export function needsCallback(body: Body): Complaint {
  const url = text(body['callBackUrl']);
  if (url === '') return { reason: 'no-callback-url', message: 'Please enter callBackUrl.' };
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '') ? null : invalid('callBackUrl is not a valid url');
}

function knowsModel(body: Body): Complaint {
  return limitsOf(body['model']) ? null : invalid('model is not supported');
}

/** Lengths of the model table; sunoapi has a code of its own for them. */
function fits(gateway: Gateway, body: Body): Complaint {
  const limits = limitsOf(body['model'] ?? 'V5');
  if (!limits) return null;
  const isIdea = body['customMode'] === false;
  const maxima: readonly (readonly [string, number])[] = [
    ['prompt', isIdea ? limits.promptMax : limits.lyricsMax],
    ['lyrics', limits.lyricsMax],
    ['fullLyrics', limits.lyricsMax],
    ['style', limits.styleMax],
    ['tags', limits.styleMax],
    ['negativeTags', 1000],
    ['title', limits.titleMax[gateway.dialect]],
  ];
  const long = maxima.find(([name, max]) => text(body[name]).length > max);
  return long ? { reason: 'too-long', message: `${long[0]} too long: at most ${long[1]} characters` } : null;
}

/** The optional fields that every music call takes. */
function tuning(body: Body): Complaint {
  const share = ['styleWeight', 'weirdnessConstraint', 'audioWeight'].find((name) => {
    const value = body[name];
    return value !== undefined && !(typeof value === 'number' && value >= 0 && value <= 1);
  });
  if (share) return invalid(`${share} must be between 0 and 1`);
  const { vocalGender, duration } = body;
  if (vocalGender !== undefined && vocalGender !== 'm' && vocalGender !== 'f')
    return invalid('vocalGender must be m or f');
  if (duration !== undefined && !(typeof duration === 'number' && duration >= 10 && duration <= 360))
    return invalid('duration must be between 10 and 360');
  return null;
}

/** Rules of the second generation of the documents; the third asks less of custom mode (title is optional). */
function customRules(body: Body): Complaint {
  if (typeof body['customMode'] !== 'boolean') return invalid('customMode cannot be null');
  if (typeof body['instrumental'] !== 'boolean') return invalid('instrumental cannot be null');
  if (!body['customMode']) return needs(body, 'prompt');
  if (text(body['model']).startsWith('V6')) {
    const given = ['style', 'lyrics', 'negativeTags', 'prompt'].some((name) => text(body[name]) !== '');
    return given ? null : invalid('one of style, lyrics, negativeTags is required');
  }
  return needs(body, 'style', 'title', ...(body['instrumental'] ? [] : ['prompt']));
}

function uploaded(body: Body): Complaint {
  return (
    needs(body, 'uploadUrl') ??
    (URL.canParse(text(body['uploadUrl'])) ? null : invalid('uploadUrl is not a valid url'))
  );
}

/** The track an `audioId` names, whatever the call. */
export function sourceOf(gateway: Gateway, body: Body): FoundTrack | null {
  return findTrack(gateway, body['audioId'], body['taskId'] ?? undefined);
}

function extendRules(gateway: Gateway, body: Body): Complaint {
  if (typeof body['defaultParamFlag'] !== 'boolean') return invalid('defaultParamFlag cannot be null');
  const source = sourceOf(gateway, body);
  if (!source) return needs(body, 'audioId') ?? invalid('audioId does not exist');
  if (source.track.model !== body['model']) return invalid('model must be the same as the source audio');
  if (!body['defaultParamFlag']) return null;
  const missing = needs(body, 'continueAt', 'prompt', 'style', 'title');
  const { continueAt } = body;
  const isInside = typeof continueAt === 'number' && continueAt > 0 && continueAt < source.track.seconds;
  return missing ?? (isInside ? null : invalid('continueAt must be within the audio'));
}

function uploadExtendRules(body: Body): Complaint {
  if (typeof body['defaultParamFlag'] !== 'boolean') return invalid('defaultParamFlag cannot be null');
  if (!body['defaultParamFlag']) return null;
  const { continueAt } = body;
  const missing = needs(
    body,
    'style',
    'title',
    'continueAt',
    ...(body['instrumental'] === true ? [] : ['prompt']),
  );
  return (
    missing ??
    (typeof continueAt === 'number' && continueAt > 0 ? null : invalid('continueAt must be above 0'))
  );
}

function replaceRules(gateway: Gateway, body: Body): Complaint {
  const missing = needs(body, 'prompt', 'tags', 'title', 'infillStartS', 'infillEndS', 'fullLyrics');
  if (missing) return missing;
  const byTrack = body['taskId'] !== undefined || body['audioId'] !== undefined;
  const byUpload = body['uploadUrl'] !== undefined;
  if (byTrack === byUpload) return invalid('exactly one of taskId with audioId, or uploadUrl with model');
  if (byUpload)
    return firstOf(
      () => uploaded(body),
      () => knowsModel(body),
      () => inWindow(body, Infinity),
    );
  const source = needs(body, 'taskId', 'audioId') ? null : sourceOf(gateway, body);
  return source ? inWindow(body, source.track.seconds) : invalid('taskId or audioId does not exist');
}

/** At least 10 s and at most half of the song (docs.sunoapi.org; older kie pages say 6 to 60 s). */
function inWindow({ infillStartS: from, infillEndS: to }: Body, seconds: number): Complaint {
  if (typeof from !== 'number' || typeof to !== 'number' || from < 0 || to > seconds)
    return invalid('infillStartS and infillEndS must be within the audio');
  if (to - from < 10) return invalid('the section must be at least 10 seconds');
  return to - from > seconds / 2 ? invalid('the section must not exceed 50% of the audio') : null;
}

/** Everything a call is checked for, by the last part of its path. */
export function complaintOf(gateway: Gateway, kind: string, body: Body): Complaint {
  const shared = [() => fits(gateway, body), () => tuning(body)];
  const callback = () => needsCallback(body);
  const model = () => knowsModel(body);
  const optionalModel = () => (body['model'] === undefined ? null : knowsModel(body));
  const upload = () => uploaded(body);
  switch (kind) {
    case 'generate':
      return firstOf(() => customRules(body), model, callback, ...shared);
    case 'extend':
      return firstOf(model, () => extendRules(gateway, body), callback, ...shared);
    case 'upload-cover':
      return firstOf(upload, model, () => customRules(body), callback, ...shared);
    case 'upload-extend':
      return firstOf(upload, model, () => uploadExtendRules(body), callback, ...shared);
    case 'add-instrumental':
      return firstOf(
        upload,
        () => needs(body, 'title', 'tags', 'negativeTags'),
        optionalModel,
        callback,
        ...shared,
      );
    case 'add-vocals':
      return firstOf(
        upload,
        () => needs(body, 'prompt', 'title', 'style', 'negativeTags'),
        ...[optionalModel, callback, ...shared],
      );
    default:
      return firstOf(() => replaceRules(gateway, body), ...shared);
  }
}
