import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { answerUnder } from '../shared/answer.ts';
import { hexId } from '../shared/ids.ts';
import { isRefusedForWords } from '../shared/prompt-words.ts';
import { json, type Call, type ServiceEnv } from '../shared/service.ts';
import { wait } from '../shared/wait.ts';
import { bodyOf, text } from '../suno/gateway.ts';
import { writeLyrics, writeTags, writeTitle } from '../suno/songwriter.ts';
import { baseResp, isTooFrequent, type Gateway } from './refusal.ts';
import { audioComplaint, type Body } from './song-rules.ts';

/** Dollars, as resellers have it (0.01 to 0.02). That of preprocessing is not known and taken as none. */
const lyricsPrice = 0.01;

export function directRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/v1/lyrics_generation', (call) => answerLyrics(gateway, call));
  app.post('/v1/music_cover_preprocess', (call) => preprocessCover(gateway, call));
  return app;
}

async function answerLyrics(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(2013, 'invalid params, the body is not JSON');
  const prompt = [text(body['prompt']), text(body['lyrics'])].join('\n').trim();
  return answerUnder('submit', { ...gateway, call }, { prompt }, async (work) => {
    if (isTooFrequent(gateway, call)) return refuse(1002);
    const complaint = lyricsComplaint(body);
    if (complaint !== null) return refuse(2013, `invalid params, ${complaint}`);
    if (isRefusedForWords(prompt)) return refuse(1026);
    if (stage.creditsLeft < lyricsPrice) return refuse(1008);
    const fresh = { id: hexId(stage.world), kind: 'lyrics', prompt, body, price: lyricsPrice };
    const task = work.accept({ ...fresh, status: 'done', detail: null });
    await wait(stage, stage.pace(8000));
    task.finishedAt = stage.world.now();
    return json({
      song_title: text(body['title']) || writeTitle(prompt),
      style_tags: writeTags(prompt),
      lyrics: writeLyrics(prompt, body['mode'] === 'edit' ? 1 : 0),
      base_resp: baseResp(stage.world, 0, 'success'),
    });
  });
}

function lyricsComplaint(body: Body): string | null {
  const { mode } = body;
  if (mode !== 'write_full_song' && mode !== 'edit') return 'mode must be write_full_song or edit';
  if ([...text(body['prompt'])].length > 2000) return 'prompt must be at most 2000 characters';
  return [...text(body['lyrics'])].length > 3500 ? 'lyrics must be at most 3500 characters' : null;
}

async function preprocessCover(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(2013, 'invalid params, the body is not JSON');
  return answerUnder('submit', { ...gateway, call }, {}, async (work) => {
    if (isTooFrequent(gateway, call)) return refuse(1002);
    if (body['model'] !== 'music-cover') return refuse(2013, 'invalid params, model must be music-cover');
    const complaint = await audioComplaint(stage, body);
    if (complaint) return refuse(complaint.code, complaint.message);
    // The same audio has the same id, which is documented.
    const source = text(body['audio_url']) || text(body['audio_base64']);
    const id = createHash('sha256').update(source).digest('hex').slice(0, 32);
    const fresh = {
      id,
      kind: 'cover-preprocess',
      prompt: '',
      body: null,
      price: 0,
      status: 'done',
      detail: null,
    };
    const task = work.accept(fresh);
    await wait(stage, stage.pace(20_000));
    task.finishedAt = stage.world.now();
    return json({
      cover_feature_id: id,
      formatted_lyrics: writeLyrics(id),
      structure_result: structureOf(stage.songSeconds),
      audio_duration: stage.songSeconds,
      trace_id: hexId(stage.world),
      base_resp: baseResp(stage.world, 0, 'success'),
    });
  });
}

/** JSON in a text, its times in seconds. */
function structureOf(seconds: number): string {
  const labels = ['intro', 'verse', 'chorus', 'outro'];
  const segments = labels.map((label, index) => ({
    start: (index * seconds) / labels.length,
    end: ((index + 1) * seconds) / labels.length,
    label,
  }));
  return JSON.stringify({ num_segments: segments.length, segments });
}
