import type { SubmitCall, SubmitOutcome } from '@impresario/provider';
import { callFarEnd, type FarEnd } from '@impresario/provider-kit';
import { z } from 'zod';
import { notSent, replyFailure, unusable } from './errors.ts';
import { lyricsPromptCharsMax } from './models.ts';
import { readDeclared } from './status.ts';

const lyricsSchema = z.object({ song_title: z.string().nullable().catch(null), lyrics: z.string().min(1) });

/** Writes the words of a whole song (`POST /v1/lyrics_generation`); billed. */
export async function writeLyrics(
  end: FarEnd,
  prompt: string,
  { signal }: SubmitCall,
  now: () => Date,
): Promise<SubmitOutcome> {
  if ([...prompt].length > lyricsPromptCharsMax) {
    const message = `MiniMax takes at most ${lyricsPromptCharsMax} characters of prompt for lyrics.`;
    return { kind: 'failed', failure: notSent(message) };
  }
  const json = { mode: 'write_full_song', prompt };
  const reply = await callFarEnd(end, { method: 'POST', path: '/v1/lyrics_generation', json, signal });
  if (reply.kind !== 'json') return { kind: 'failed', failure: replyFailure(reply) };
  const { body, status } = reply;
  const declared = readDeclared(reply, now());
  if (declared !== null && declared !== 'success') return { kind: 'failed', failure: declared };
  if (status >= 300) return { kind: 'failed', failure: replyFailure(reply) };
  const { data } = lyricsSchema.safeParse(body);
  if (!data) {
    return { kind: 'failed', failure: unusable('The answer of MiniMax could not be used.', status) };
  }
  const variants = [{ title: data.song_title, text: data.lyrics }];
  return { kind: 'finished', clips: [], result: { kind: 'lyrics', variants } };
}
