import { text, type Gateway } from './gateway.ts';
import type { Body } from './music-rules.ts';
import type { SideKind, SideTask } from './side-task.ts';
import { finishedTrack, musicIndexOf, stringStatuses, trackOf } from './source-track.ts';

function videoAddress(gateway: Gateway, task: SideTask): string {
  const { files, songs } = gateway.stage;
  return files.put({ path: `${task.id}.mp4`, task, contentType: 'video/mp4', make: () => songs.mp4() });
}

export const video: SideKind = {
  name: 'mp4',
  path: '/api/v1/mp4',
  realisticMs: 60_000,
  statuses: stringStatuses('GENERATE_MP4_FAILED'),
  statusField: 'successFlag',
  price: () => 2,
  check: (gateway, body) => {
    const long = ['author', 'domainName'].find((name) => text(body[name]).length > 50);
    if (long) return { reason: 'too-long', message: `${long} too long: at most 50 characters` };
    return finishedTrack(gateway, body);
  },
  record: (gateway, task, withResult) => ({
    taskId: task.id,
    musicId: text((task.body as Body)['audioId']),
    callbackUrl: task.callbackUrl,
    musicIndex: musicIndexOf(trackOf(gateway, task)),
    completeTime: task.finishedAt,
    response: { videoUrl: withResult ? videoAddress(gateway, task) : null },
    createTime: task.createdAt,
  }),
  callback: (gateway, task, code) => ({
    code,
    msg: code === 200 ? 'MP4 generated successfully.' : 'Music video generation failed',
    data: { task_id: task.id, video_url: code === 200 ? videoAddress(gateway, task) : null },
  }),
};
