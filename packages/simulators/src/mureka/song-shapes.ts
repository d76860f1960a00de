import type { Fault } from '../shared/faults.ts';
import { hexId } from '../shared/ids.ts';
import { faultOf } from '../shared/task-book.ts';
import type { Gateway } from './gateway.ts';
import { timeLyrics } from './lyrics-sections.ts';
import type { Choice, SongTask } from './song-task.ts';

const monthMs = 30 * 24 * 3_600_000;
/** A stream outlives the work by five minutes. */
const streamMs = 5 * 60_000;

/** What the request for songs and every look at them answers. */
export function showTask(gateway: Gateway, task: SongTask, fault: Fault | null = null) {
  const isMute = fault?.fault === 'success-without-audio';
  const status = fault?.fault === 'unknown-status' ? (fault.word ?? 'marinating') : task.status;
  const { model, failedReason } = task.detail;
  return {
    id: task.id,
    created_at: seconds(task.createdAt),
    finished_at: task.finishedAt === null ? 0 : seconds(task.finishedAt),
    model,
    status: isMute ? 'succeeded' : status,
    ...(failedReason !== null && { failed_reason: failedReason }),
    watermarked: false,
    ...choicesOf(gateway, task, isMute),
    trace_id: hexId(gateway.stage.world),
  };
}

/** There are choices once there is something to hear. */
function choicesOf(gateway: Gateway, task: SongTask, isMute: boolean) {
  const { choices } = task.detail;
  if (task.status === 'streaming')
    return {
      choices: choices.map((choice) => ({
        index: choice.index,
        id: choice.id,
        stream_url: streamOf(gateway, task, choice),
      })),
    };
  if (task.status !== 'succeeded' && !isMute) return {};
  const mutedFrom =
    isMute || faultOf(task, 'success-without-audio') ? 0 : faultOf(task, 'one-version') ? 1 : Infinity;
  return {
    choices: choices.map((choice) => ({
      index: choice.index,
      id: choice.id,
      ...filesOf(gateway, task, choice, choice.index >= mutedFrom),
      ...(task.detail.isStreamed && { stream_url: streamOf(gateway, task, choice) }),
      duration: Math.round(choice.seconds * 1000),
      ...(task.detail.poller === 'song' && {
        lyrics_sections: timeLyrics(task.detail.lyrics ?? '', choice.seconds),
      }),
    })),
  };
}

function filesOf({ stage }: Gateway, task: SongTask, { id, seconds: length }: Choice, isMute: boolean) {
  if (isMute) return { url: '', flac_url: '', wav_url: '' };
  const opens = (_: URLSearchParams, now: number) => now < (task.finishedAt ?? now) + monthMs;
  const put = (ending: string, contentType: string, make: () => Promise<Uint8Array>) =>
    stage.files.put({ path: `${task.id}/${id}.${ending}`, task, contentType, make, opens });
  return {
    url: put('mp3', 'audio/mpeg', () => stage.songs.mp3(id, length)),
    flac_url: put('flac', 'audio/flac', () => stage.songs.flac(id, length)),
    wav_url: put('wav', 'audio/wav', () => stage.songs.wav(id, length)),
  };
}

function streamOf({ stage }: Gateway, task: SongTask, { id, seconds: length }: Choice): string {
  return stage.files.put({
    path: `stream/${task.id}/${id}`,
    ...{ task, contentType: 'audio/mpeg' },
    make: () => stage.songs.mp3(id, length),
    opens: (_, now) => task.finishedAt === null || now < task.finishedAt + streamMs,
  });
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
