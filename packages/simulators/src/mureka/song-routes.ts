import { Hono } from 'hono';
import { answerUnder, type Work } from '../shared/answer.ts';
import { isRefusedForWords } from '../shared/prompt-words.ts';
import { json, type Call, type ServiceEnv } from '../shared/service.ts';
import { bodyOf, text } from '../suno/gateway.ts';
import { concurrencyMax, keyOf, type Gateway } from './gateway.ts';
import { modelUsed, songPrice, songsAsked, type Route } from './models.ts';
import { complaintOf } from './song-rules.ts';
import { showTask } from './song-shapes.ts';
import { runSong } from './song-steps.ts';
import { composeSongs, isSong, underWay, type Body, type SongDetail } from './song-task.ts';

const paths: Readonly<Record<Route, string>> = {
  generate: '/v1/song/generate',
  'easy-generate': '/v1/song/easy-generate',
  instrumental: '/v1/instrumental/generate',
  extend: '/v1/song/extend',
  remix: '/v1/song/remix',
  'region-edit': '/v1/song/region-edit',
};

export function songRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  for (const [route, path] of Object.entries(paths))
    app.post(path, (call) => submitSong(gateway, call, route as Route));
  app.get('/v1/song/query/:id', (call) => lookAtSong(gateway, call, 'song'));
  app.get('/v1/instrumental/query/:id', (call) => lookAtSong(gateway, call, 'instrumental'));
  return app;
}

async function submitSong(gateway: Gateway, call: Call, route: Route): Promise<Response> {
  const { refuse } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse('invalid', 'Invalid Request: the body is not JSON');
  const prompt = wordsOf(body);
  return answerUnder('submit', { ...gateway, call }, { prompt }, (work) => {
    const key = keyOf(call);
    const complaint = complaintOf({ gateway, route, key, body });
    if (complaint !== null) return refuse('invalid', `Invalid Request: ${complaint}`);
    if (isRefusedForWords(prompt)) return refuse('unsafe');
    return acceptSong(gateway, work, { route, body, key, prompt });
  });
}

/** Each song is paid for when it is asked for; the places of a key are tasks, however many songs they make. */
function acceptSong(
  gateway: Gateway,
  work: Work,
  order: { readonly route: Route; readonly body: Body; readonly key: string; readonly prompt: string },
): Response {
  const { stage, options, refuse } = gateway;
  const { route, body, key, prompt } = order;
  const model = modelUsed(route, body['model']);
  const price = songPrice(route, model) * songsAsked(route, body['n']);
  if (stage.creditsLeft < price) return refuse('no-money');
  const isFull = options.rateLimits !== 'none' && underWay(gateway, key) >= concurrencyMax(options);
  if (isFull) return refuse('too-many');
  const { id, detail } = composeSongs(gateway, { route, body, key, model });
  const task = work.accept<SongDetail>(
    { id, kind: route, prompt, body, price, status: 'preparing', detail },
    (accepted) => runSong(gateway, accepted),
  );
  return json(showTask(gateway, task));
}

/** Everything a person may have typed, so that words for the simulator work in any of it. */
function wordsOf(body: Body): string {
  const styles = Array.isArray(body['styles']) ? body['styles'].map(String) : [];
  return [text(body['prompt']), text(body['lyrics']), ...styles].filter((part) => part !== '').join('\n');
}

/** A task of the other kind, of another key, or none: 404 is assumed, the documents are silent. */
function lookAtSong(gateway: Gateway, call: Call, poller: SongDetail['poller']): Promise<Response> {
  const taskId = call.req.param('id') ?? '';
  const task = gateway.stage.tasks.get(taskId);
  return answerUnder('poll', { ...gateway, call }, { taskId, prompt: task?.prompt }, ({ fault }) => {
    if (!isSong(task) || task.detail.poller !== poller || task.detail.key !== keyOf(call))
      return gateway.refuse('not-found', 'task not found');
    task.polls += 1;
    return json(showTask(gateway, task, fault));
  });
}
