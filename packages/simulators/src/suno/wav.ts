import { text, type Gateway } from './gateway.ts';
import type { Body } from './music-rules.ts';
import type { SideKind, SideTask } from './side-task.ts';
import { finishedTrack, stringStatuses, trackOf } from './source-track.ts';

/** Times of a WAV record are text, those of stems and video are epoch milliseconds: documented. */
const asText = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** `POST /api/v1/wav/generate`; a second call for the same track is a conflict. */
export const wav: SideKind = {
  name: 'wav',
  path: '/api/v1/wav',
  realisticMs: 20_000,
  statuses: stringStatuses('GENERATE_WAV_FAILED'),
  statusField: 'successFlag',
  price: () => 0.4,
  check: (gateway, body) => {
    const again = [...gateway.stage.tasks.values()].some(
      (task) => task.kind === 'wav' && (task.body as Body)['audioId'] === body['audioId'],
    );
    return (
      finishedTrack(gateway, body) ??
      (again ? { reason: 'conflict', message: 'The WAV record already exists.' } : null)
    );
  },
  record: (gateway, task, withResult) => ({
    taskId: task.id,
    musicId: text((task.body as Body)['audioId']),
    callbackUrl: task.callbackUrl,
    completeTime: task.finishedAt === null ? null : asText(task.finishedAt),
    response: { audioWavUrl: withResult ? wavAddress(gateway, task) : null },
    createTime: asText(task.createdAt),
  }),
  callback: (gateway, task, code) => ({
    code,
    msg: code === 200 ? 'success' : 'WAV format conversion failed',
    data: { audioWavUrl: code === 200 ? wavAddress(gateway, task) : null, task_id: task.id },
  }),
};

function wavAddress(gateway: Gateway, task: SideTask): string | null {
  const { files, songs } = gateway.stage;
  const track = trackOf(gateway, task)?.track;
  if (!track) return null;
  const make = () => songs.wav(track.soundName, track.seconds);
  return files.put({ path: `${task.id}/${track.id}.wav`, task, contentType: 'audio/wav', make });
}
