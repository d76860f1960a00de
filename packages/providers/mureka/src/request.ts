import type { MusicRequest } from '@impresario/provider';
import { bounds, easyStyles, extendingModel, findModel } from './models.ts';

/** The six ways to make a song at Mureka. */
export type Route = 'song' | 'easy-song' | 'instrumental' | 'extension' | 'section' | 'remix';

/** Which look-up finds a task; its id does not tell. */
export type TaskKind = 'song' | 'instrumental';

interface RouteFacts {
  readonly path: string;
  readonly taskKind: TaskKind;
  /** What audio handed over for this route is declared as. */
  readonly purpose: 'reference' | 'instrumental' | 'audio' | 'remix';
}

export const routes: Readonly<Record<Route, RouteFacts>> = {
  song: { path: '/v1/song/generate', taskKind: 'song', purpose: 'reference' },
  'easy-song': { path: '/v1/song/easy-generate', taskKind: 'song', purpose: 'reference' },
  instrumental: { path: '/v1/instrumental/generate', taskKind: 'instrumental', purpose: 'instrumental' },
  extension: { path: '/v1/song/extend', taskKind: 'song', purpose: 'audio' },
  section: { path: '/v1/song/region-edit', taskKind: 'song', purpose: 'audio' },
  remix: { path: '/v1/song/remix', taskKind: 'song', purpose: 'remix' },
};

/** null for work Mureka does not offer. */
export function routeOf(request: MusicRequest): Route | null {
  switch (request.operation) {
    case 'generate':
      if (request.hasVocals === false) return 'instrumental';
      return request.lyrics === null ? 'easy-song' : 'song';
    case 'extend':
      return 'extension';
    case 'replace-section':
      return 'section';
    case 'cover':
      return 'remix';
    default:
      return null;
  }
}

export function hasReference(request: MusicRequest): boolean {
  return request.referenceKey !== null || request.referenceAudioUrl !== null;
}

/** Mureka's own id of the song that is worked on; null when its audio has to be handed over. */
export function sourceSongId(request: MusicRequest): string | null {
  // Audio named by the caller comes before the version the work was started from.
  if (request.operation === 'generate' || request.referenceAudioUrl !== null) return null;
  return request.source?.provider === 'mureka' ? request.source.clipId : null;
}

/** Whether audio has to be uploaded before the song can be asked for. */
export function needsUpload(request: MusicRequest): boolean {
  return hasReference(request) && sourceSongId(request) === null;
}

/** The model that is sent; null where the API takes none and chooses itself. */
export function modelSent(request: MusicRequest, route: Route): string | null {
  if (route === 'section' || route === 'remix') return null;
  if (route === 'extension' && !findModel(request.model)?.extends) return extendingModel;
  return request.model;
}

/** The words that describe the song. On the easy route, styles Mureka knows by name are sent by name instead. */
export function describeSong(request: MusicRequest, route: Route): { prompt: string; styles: string[] } {
  const known = (tag: string): boolean => route === 'easy-song' && easyStyles.includes(tag.toLowerCase());
  const styles = request.styleTags.filter(known).map((tag) => tag.toLowerCase());
  const others = request.styleTags.filter((tag) => !known(tag));
  return { prompt: [request.prompt, ...others].join(', '), styles: [...new Set(styles)] };
}

/** Where an extension begins, in milliseconds; Mureka itself brings it within the song. */
export function extendAtMs({ continueAtSeconds, source }: MusicRequest): number {
  const { min, max } = bounds.extendAtMs;
  const asked = continueAtSeconds ?? source?.durationSeconds ?? null;
  return asked === null ? max : Math.min(max, Math.max(min, Math.round(asked * 1000)));
}

/** The body of the one request that starts the song (PRO-2). `uploadId` is the audio handed over for it. Pure. */
export function writeBody(request: MusicRequest, route: Route, uploadId: string | null): object {
  const { lyrics, section } = request;
  const model = modelSent(request, route);
  // Left out, `n` is two songs, each of them billed.
  const n = request.variants;
  const songId = sourceSongId(request);
  const source = songId === null ? { upload_audio_id: uploadId } : { song_id: songId };
  switch (route) {
    case 'song':
      return { lyrics, model, n, ...describe(request, route, uploadId), ...gender(request) };
    case 'easy-song':
    case 'instrumental':
      return { model, n, ...describe(request, route, uploadId) };
    case 'extension':
      return { ...source, lyrics, extend_at: extendAtMs(request), model };
    case 'section':
      return {
        ...source,
        lyrics,
        edit_start: Math.round((section?.startSeconds ?? 0) * 1000),
        edit_end: Math.round((section?.endSeconds ?? 0) * 1000),
      };
    case 'remix':
      return { ...source, n, ...describe(request, route, null), ...(lyrics !== null && { lyrics }) };
  }
}

/** What a prompt and a reference do together is not documented, so the reference stands alone. */
function describe(request: MusicRequest, route: Route, uploadId: string | null): object {
  if (uploadId !== null) {
    return route === 'instrumental' ? { instrumental_id: uploadId } : { reference_id: uploadId };
  }
  const { prompt, styles } = describeSong(request, route);
  return { prompt, ...(styles.length > 0 && { styles }) };
}

function gender({ vocalGender }: MusicRequest): object {
  return vocalGender === null ? {} : { gender: vocalGender === 'm' ? 'male' : 'female' };
}
