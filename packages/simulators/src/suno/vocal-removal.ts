import { text } from './gateway.ts';
import type { Body } from './music-rules.ts';
import type { SideKind } from './side-task.ts';
import { finishedTrack, musicIndexOf, stringStatuses, trackOf } from './source-track.ts';
import { everyStem, stemAddresses, stemPrices } from './stem-files.ts';

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `POST /api/v1/vocal-removal/generate`: two stems, twelve, or one by its name. */
export const vocalRemoval: SideKind = {
  name: 'vocal-removal',
  path: '/api/v1/vocal-removal',
  realisticMs: 60_000,
  statuses: stringStatuses('GENERATE_AUDIO_FAILED'),
  statusField: 'successFlag',
  // No free repeats: each call is billed (documented).
  price: (body) => stemPrices[text(body['type']) || 'separate_vocal'] ?? 10,
  check: (gateway, body) => {
    const type = text(body['type']) || 'separate_vocal';
    if (!(type in stemPrices)) return { reason: 'invalid', message: 'type is not supported' };
    if (type === 'split_stem_advanced' && text(body['stemName']) === '')
      return { reason: 'invalid', message: 'stemName cannot be null' };
    if (body['audioUrl'] === undefined) return finishedTrack(gateway, body);
    return body['audioId'] === undefined
      ? null
      : { reason: 'invalid', message: 'audioId or audioUrl, not both' };
  },
  record: (gateway, task, withResult) => {
    const urls = withResult ? stemAddresses(gateway, task) : {};
    const found = trackOf(gateway, task);
    const seconds = found?.track.seconds ?? gateway.stage.songSeconds;
    return {
      taskId: task.id,
      musicId: text((task.body as Body)['audioId']),
      callbackUrl: task.callbackUrl,
      musicIndex: musicIndexOf(found),
      completeTime: task.finishedAt,
      response: withResult
        ? {
            ...Object.fromEntries(everyStem.map((stem) => [`${stem}Url`, urls[stem] ?? null])),
            originData: Object.entries(urls).map(([stem, url]) => ({
              id: `${task.id.slice(0, 8)}-${stem}`,
              duration: seconds,
              audio_url: url,
              stem_type_group_name: stem[0]?.toUpperCase() + stem.slice(1),
            })),
          }
        : null,
      createTime: task.createdAt,
    };
  },
  callback: (gateway, task, code) => ({
    code,
    msg: code === 200 ? 'vocal Removal generated successfully.' : 'Vocal separation failed',
    data: {
      task_id: task.id,
      vocal_removal_info:
        code === 200
          ? {
              origin_url: '',
              ...Object.fromEntries(
                Object.entries(stemAddresses(gateway, task)).map(([stem, url]) => [
                  `${snake(stem)}_url`,
                  url,
                ]),
              ),
            }
          : null,
    },
  }),
};
