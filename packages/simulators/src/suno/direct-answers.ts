import { Hono } from 'hono';
import { answerUnder } from '../shared/answer.ts';
import { hexId } from '../shared/ids.ts';
import type { Call, ServiceEnv } from '../shared/service.ts';
import { bodyOf, ok, refuse, text, type Gateway } from './gateway.ts';
import { firstOf, needs, type Body, type Complaint } from './music-rules.ts';
import { refusedForNow } from './music-routes.ts';
import { findTrack, isMusic, type FoundTrack, type Track } from './music-task.ts';

/** Observed price of a style; those of persona and of timestamped lyrics are not known and taken as none. */
const stylePrice = 0.4;

/** Calls that answer with the result itself, and the balance. */
export function directRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/api/v1/generate/get-timestamped-lyrics', (call) => timestampLyrics(gateway, call));
  app.post('/api/v1/style/generate', (call) => writeStyle(gateway, call));
  app.post('/api/v1/generate/generate-persona', (call) => makePersona(gateway, call));
  const creditPath = gateway.dialect === 'kie' ? '/api/v1/chat/credit' : '/api/v1/generate/credit';
  app.get(creditPath, (call) =>
    answerUnder('poll', { ...gateway, call }, {}, () => ok(gateway.stage.creditsLeft)),
  );
  return app;
}

/** `audioId` wins over `musicIndex`; one of them must be there. */
function lyricsSource(gateway: Gateway, body: Body): FoundTrack | null {
  if (text(body['audioId']) !== '') return findTrack(gateway, body['audioId'], body['taskId']);
  const task = gateway.stage.tasks.get(text(body['taskId']));
  const track = isMusic(task) ? task.detail.tracks[Number(body['musicIndex'] ?? NaN)] : undefined;
  return isMusic(task) && track ? { task, track } : null;
}

async function timestampLyrics(gateway: Gateway, call: Call): Promise<Response> {
  const body = await bodyOf(call);
  if (!body) return refuse(gateway.dialect, 'not-json');
  return answerUnder('poll', { ...gateway, call }, { taskId: text(body['taskId']) }, () => {
    const missing = needs(body, 'taskId');
    const found = missing ? null : lyricsSource(gateway, body);
    if (!found)
      return refuse(gateway.dialect, 'invalid', missing?.message ?? 'taskId or audioId does not exist');
    return ok(alignedLyrics(found.track));
  });
}

/** Words spread evenly over the song; none for an instrumental (assumed). A word carries the section before it. */
function alignedLyrics(track: Track) {
  const tokens = track.lyrics === '[Instrumental]' ? [] : wordsWithSections(track.lyrics);
  const each = track.seconds / Math.max(1, tokens.length);
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    alignedWords: tokens.map((word, index) => ({
      word,
      success: true,
      startS: round(index * each),
      endS: round((index + 0.9) * each),
      palign: 0,
    })),
    waveformData: Array.from({ length: 64 }, (_, index) => round(0.4 + 0.3 * Math.sin(index / 3))),
    hootCer: 0.08,
    isStreamed: false,
  };
}

function wordsWithSections(lyrics: string): string[] {
  return [...lyrics.matchAll(/(\[[^\]]*\]\s*)?(\S+\s*)/g)].map(
    ([, section = '', word = '']) => section + word,
  );
}

async function writeStyle(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, dialect } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(dialect, 'not-json');
  const content = text(body['content']);
  return answerUnder('submit', { ...gateway, call }, { prompt: content }, (work) => {
    const missing = needs(body, 'content');
    if (missing) return refuse(dialect, missing.reason, missing.message);
    const refused = refusedForNow(gateway, call, stylePrice);
    if (refused) return refused;
    const id = hexId(stage.world);
    const detail = { family: 'style' };
    const task = work.accept({
      id,
      kind: 'style',
      prompt: content,
      body,
      price: stylePrice,
      status: '1',
      detail,
    });
    task.finishedAt = stage.world.now();
    return ok({
      taskId: id,
      param: JSON.stringify(body),
      result: `${content}, layered vocals, warm analogue synths, steady drums, wide chorus`,
      creditsConsumed: stylePrice,
      creditsRemaining: stage.creditsLeft,
      // Text, and "2" would mean failed: documented.
      successFlag: '1',
      errorCode: null,
      errorMessage: null,
      createTime: task.createdAt,
    });
  });
}

async function makePersona(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, dialect } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(dialect, 'not-json');
  const prompt = text(body['description']);
  return answerUnder('submit', { ...gateway, call }, { prompt }, (work) => {
    const complaint = firstOf(
      () => needs(body, 'taskId', 'audioId', 'name', 'description'),
      () => personaSegment(gateway, body),
    );
    if (complaint) return refuse(dialect, complaint.reason, complaint.message);
    const refused = refusedForNow(gateway, call, 0);
    if (refused) return refused;
    const id = hexId(stage.world);
    const detail = { family: 'persona' };
    const task = work.accept({ id, kind: 'persona', prompt, body, price: 0, status: 'SUCCESS', detail });
    task.finishedAt = stage.world.now();
    return ok({ personaId: id, name: body['name'], description: body['description'] });
  });
}

/** A finished track, 10 to 30 s of it, and one persona a track. */
function personaSegment(gateway: Gateway, body: Body): Complaint {
  const found = findTrack(gateway, body['audioId'], body['taskId']);
  if (!found || found.task.finishedAt === null)
    return { reason: 'invalid', message: 'the music task does not exist or is not finished' };
  const { vocalStart = 0, vocalEnd = Math.min(30, found.track.seconds) } = body;
  const seconds = Number(vocalEnd) - Number(vocalStart);
  if (
    body['vocalEnd'] !== undefined &&
    !(seconds >= 10 && seconds <= 30 && Number(vocalEnd) <= found.track.seconds)
  )
    return { reason: 'invalid', message: 'the vocal segment must be 10 to 30 seconds of the track' };
  const again = [...gateway.stage.tasks.values()].some(
    (task) => task.kind === 'persona' && (task.body as Body)['audioId'] === body['audioId'],
  );
  return again ? { reason: 'conflict', message: 'A persona already exists for this music.' } : null;
}
