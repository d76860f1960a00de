import { Hono } from 'hono';
import { answerUnder } from '../shared/answer.ts';
import { hexId } from '../shared/ids.ts';
import { isRefusedForWords } from '../shared/prompt-words.ts';
import type { Call, ServiceEnv } from '../shared/service.ts';
import { bodyOf, text } from '../suno/gateway.ts';
import { isTooFrequent, keyOf, type Gateway } from './refusal.ts';
import { replySong } from './song-reply.ts';
import { complaintOf, type Body } from './song-rules.ts';
import { streamSong } from './song-stream.ts';
import { formatOf, underWay, type SongDetail } from './song-task.ts';

/** Dollars, as resellers have it; the vendor's own page was not seen. */
const songPrice = 0.15;
/** Running songs of a key (rate limit page, read 2026-09). */
const runningMax = 20;

export function songRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/v1/music_generation', (call) => generateSong(gateway, call));
  return app;
}

async function generateSong(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(2013, 'invalid params, the body is not JSON');
  const prompt = [text(body['prompt']), text(body['lyrics'])].filter((part) => part !== '').join('\n');
  return answerUnder('submit', { ...gateway, call }, { prompt }, async (work) => {
    if (isTooFrequent(gateway, call)) return refuse(1002);
    const complaint = await complaintOf(stage, body);
    if (complaint) return refuse(complaint.code, complaint.message);
    if (isRefusedForWords(prompt)) return refuse(1026);
    const key = keyOf(call);
    if (stage.creditsLeft < songPrice) return refuse(1008);
    if (isFull(gateway, key)) return refuse(1041);
    const { world } = stage;
    const detail: SongDetail = {
      ...{ family: 'minimax-song', key },
      ...{ traceId: hexId(world), format: formatOf(body) },
    };
    const fresh = {
      id: hexId(world),
      kind: kindOf(body),
      prompt,
      body: withoutAudio(body),
      price: songPrice,
    };
    const task = work.accept<SongDetail>({ ...fresh, status: 'generating', detail });
    return body['stream'] === true ? streamSong(gateway, task) : replySong(gateway, task);
  });
}

function isFull({ stage, options }: Gateway, key: string): boolean {
  return options.rateLimits !== 'none' && underWay(stage, key) >= (options.concurrencyMax ?? runningMax);
}

const kindOf = (body: Body): string => (body['model'] === 'music-cover' ? 'cover' : 'song');

/** What is kept for `/_simulator/state`: fifty megabytes of base64 would be no help there. */
function withoutAudio(body: Body): Body {
  const encoded = body['audio_base64'];
  return typeof encoded === 'string' ? { ...body, audio_base64: `(${encoded.length} characters)` } : body;
}
