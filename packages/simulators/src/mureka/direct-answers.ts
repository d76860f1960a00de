import { Hono } from 'hono';
import { answerUnder } from '../shared/answer.ts';
import { isRefusedForWords } from '../shared/prompt-words.ts';
import { json, type Call, type ServiceEnv } from '../shared/service.ts';
import { wait } from '../shared/wait.ts';
import { bodyOf, text } from '../suno/gateway.ts';
import { fetchOwn } from '../suno/reach.ts';
import { writeLyrics, writeTitle } from '../suno/songwriter.ts';
import { concurrencyMax, digits, type Gateway } from './gateway.ts';
import { makeStemZip } from './stem-zip.ts';

/** Dollars (read 2026-09); stems are published as 0.06 to 0.70. */
const lyricsPrice = 0.009;
const stemPrice = 0.06;
/** Assumed: the documents say only that there is an `expires_at`. */
const zipMs = 24 * 3_600_000;
const stemModels = ['audio-separation-1', 'audio-separation-2', 'audio-separation-3'];

/** Calls that answer with the result itself, and the balance. */
export function directRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/v1/lyrics/generate', (call) => answerLyrics(gateway, call));
  app.post('/v1/song/stem', (call) => answerStems(gateway, call));
  app.get('/v1/account/billing', (call) =>
    answerUnder('poll', { ...gateway, call }, {}, () => json(billing(gateway))),
  );
  return app;
}

async function answerLyrics(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const body = await bodyOf(call);
  const prompt = text(body?.['prompt']);
  return answerUnder('submit', { ...gateway, call }, { prompt }, async (work) => {
    if (prompt.trim() === '') return refuse('invalid', 'Invalid Request: prompt is required');
    if (isRefusedForWords(prompt)) return refuse('unsafe');
    if (stage.creditsLeft < lyricsPrice) return refuse('no-money');
    const task = work.accept({ ...orderOf(gateway, 'lyrics', prompt, body), price: lyricsPrice });
    await wait(stage, stage.pace(8000));
    task.finishedAt = stage.world.now();
    return json({ title: writeTitle(prompt), lyrics: writeLyrics(prompt) });
  });
}

function orderOf({ stage }: Gateway, kind: string, prompt: string, body: unknown) {
  return { id: digits(stage.world, 8), kind, prompt, body, status: 'succeeded', detail: null };
}

async function answerStems(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const body = await bodyOf(call);
  const url = text(body?.['url']);
  const invalid = (what: string) => refuse('invalid', `Invalid Request: ${what}`);
  return answerUnder('submit', { ...gateway, call }, {}, async (work) => {
    const model = body?.['model'] ?? stemModels[0];
    if (!stemModels.includes(text(model))) return invalid('model is not supported');
    const isThere = /^data:audio\/[\w-]+;base64,./.test(url) || (await fetchOwn(stage, url)) !== null;
    if (!isThere) return invalid('url cannot be fetched');
    if (stage.creditsLeft < stemPrice) return refuse('no-money');
    const task = work.accept({ ...orderOf(gateway, 'stem', '', { model }), price: stemPrice });
    await wait(stage, stage.pace(60_000));
    task.finishedAt = stage.world.now();
    const expiresAt = task.finishedAt + zipMs;
    const zip_url = stage.files.put({
      path: `${task.id}/stems.zip`,
      ...{ task, contentType: 'application/zip' },
      make: () => makeStemZip(stage.songs, task.id, stage.songSeconds),
      opens: (_, now) => now < expiresAt,
    });
    return json({ zip_url, expires_at: Math.floor(expiresAt / 1000), midi_zip_url: null });
  });
}

/** Money in hundredths of the account's currency. */
function billing({ stage, options }: Gateway) {
  const spent = [...stage.tasks.values()].reduce((sum, { billed }) => sum + billed, 0);
  const cents = (amount: number) => Math.round(amount * 100);
  return {
    account_id: 5501,
    balance: cents(stage.creditsLeft),
    total_recharge: cents(stage.creditsLeft + spent),
    total_spending: cents(spent),
    concurrent_request_limit: concurrencyMax(options),
  };
}
