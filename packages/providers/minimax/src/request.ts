import type { MusicRequest } from '@impresario/provider';
import { coverModel, findModel } from './models.ts';

/** How the audio comes: an address in the reply, hex digits in the reply, or hex digits as they are made. */
export type DeliveryMode = 'url' | 'hex' | 'stream';

/** Where the audio of a cover is: at an address MiniMax can reach, or in the request itself. */
export type Reference = { readonly audio_url: string } | { readonly audio_base64: string };

/** Whether the song is made of given audio. */
export function isCover(request: MusicRequest): boolean {
  return request.operation === 'cover' || findModel(request.model)?.isCover === true;
}

/** The model that is sent: covers have one of their own. */
export function modelSent(request: MusicRequest): string {
  return isCover(request) ? coverModel : request.model;
}

/** What the song shall sound like, in one text: the API has no field for styles. */
export function describeSong({ prompt, styleTags }: MusicRequest): string {
  return [prompt, ...styleTags].join(', ');
}

/** The body of the one request that makes the song (PRO-2). Pure. */
export function writeBody(request: MusicRequest, mode: DeliveryMode, reference: Reference | null): object {
  const common = {
    model: modelSent(request),
    prompt: describeSong(request),
    stream: mode === 'stream',
    output_format: mode === 'url' ? 'url' : 'hex',
    // The API states no defaults.
    audio_setting: { sample_rate: 44_100, bitrate: 256_000, format: 'mp3' },
  };
  const words = request.lyrics === null ? {} : { lyrics: request.lyrics };
  if (isCover(request)) return { ...common, ...words, ...reference };
  // Without this flag, a song without lyrics is sung to words of the model's own.
  if (request.hasVocals === false) return { ...common, is_instrumental: true };
  if (request.lyrics === null) return { ...common, is_instrumental: false, lyrics_optimizer: true };
  return { ...common, ...words, is_instrumental: false };
}
