import { hexId } from '../shared/ids.ts';
import { json } from '../shared/service.ts';
import { faultOf } from '../shared/task-book.ts';
import { baseResp, type Gateway } from './refusal.ts';
import { bytesOf, contentTypeOf, extraInfo, failureOf, hexOf, makeSong, type SongTask } from './song-task.ts';

const dayMs = 24 * 3_600_000;

/** The one reply, when the song is made: it has the audio, or where it is. */
export async function replySong(gateway: Gateway, task: SongTask): Promise<Response> {
  const { stage, refuse } = gateway;
  const { traceId } = task.detail;
  await makeSong(stage, task);
  const failure = failureOf(task);
  if (failure !== null) return refuse(failure);
  const base_resp = baseResp(stage.world, 0, 'success');
  const headers = { 'trace-id': traceId };
  if (faultOf(task, 'unfinished'))
    return json({ data: { audio: '', status: 1 }, trace_id: traceId, base_resp }, 200, headers);
  const isUrl = (task.body as { output_format?: unknown }).output_format === 'url';
  const audio = isUrl ? addressOf(gateway, task) : await hexOf(stage, task);
  const data = { audio: faultOf(task, 'success-without-audio') ? '' : audio, status: 2 };
  const extra_info = await extraInfo(stage, task);
  return json({ data, trace_id: traceId, extra_info, analysis_info: null, base_resp }, 200, headers);
}

/** Observed: storage that wants its whole query, and refuses a day later. */
function addressOf({ stage }: Gateway, task: SongTask): string {
  const until = stage.world.now() + dayMs;
  const signature = `${hexId(stage.world, 27)}=`;
  const url = stage.files.put({
    path: `${task.id}/music.${task.detail.format}`,
    ...{ task, contentType: contentTypeOf(task) },
    make: () => bytesOf(stage, task),
    opens: (query, now) => now < until && query.get('Signature') === signature,
  });
  const expires = String(Math.floor(until / 1000));
  return `${url}?${String(new URLSearchParams({ Expires: expires, OSSAccessKeyId: 'simulated', Signature: signature }))}`;
}
