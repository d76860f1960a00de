import type { Fault } from '../shared/faults.ts';
import type { Task } from '../shared/task-book.ts';
import { faultOf } from '../shared/task-book.ts';
import type { Gateway } from './gateway.ts';
import { limitsOf } from './models.ts';
import type { MusicTask, Track } from './music-task.ts';

/** Addresses of everything one track has; the stream is there from the moment the text is. */
function addressesOf({ stage }: Gateway, task: MusicTask, track: Track) {
  const { songs, files } = stage;
  const created = new Date(task.createdAt).toISOString();
  // Observed: the files carry such a comment.
  const tags = { title: track.title, comment: `made with suno; created=${created}; id=${track.id}` };
  const song = () => songs.mp3(track.soundName, track.seconds, tags);
  const shelve = (path: string, contentType: string, make: () => Promise<Uint8Array>) =>
    files.put({ path, task, contentType, make });
  const token = Buffer.from(track.id).toString('base64url');
  // Observed: streams answer 200 without a byte once the song is finished.
  const stream = async () => (task.finishedAt === null ? song() : new Uint8Array());
  return {
    audio: shelve(`${task.id}/${track.id}.mp3`, 'audio/mpeg', song),
    sourceAudio: shelve(`source/${track.id}.mp3`, 'audio/mpeg', song),
    stream: shelve(`stream/${token}`, 'audio/mpeg', stream),
    sourceStream: shelve(`source-stream/${token}`, 'audio/mpeg', stream),
    image: shelve(`${task.id}/${track.id}.png`, 'image/png', () => songs.png(track.id)),
  };
}

/** The first tracks have audio, unless a fault keeps it back. */
function hasAudio(task: MusicTask, index: number): boolean {
  if (faultOf(task, 'success-without-audio')) return false;
  if (faultOf(task, 'one-version') && index > 0) return false;
  return index < task.detail.finished;
}

/** A track as record-info shows it: camel case, `createTime` in epoch milliseconds (observed). */
function recordTrack(gateway: Gateway, task: MusicTask, track: Track, withAudio: boolean) {
  const urls = addressesOf(gateway, task, track);
  return {
    id: track.id,
    audioUrl: withAudio ? urls.audio : '',
    ...(withAudio ? { sourceAudioUrl: urls.sourceAudio } : {}),
    streamAudioUrl: urls.stream,
    sourceStreamAudioUrl: urls.sourceStream,
    imageUrl: urls.image,
    sourceImageUrl: urls.image,
    prompt: track.lyrics,
    modelName: limitsOf(track.model)?.slug ?? 'chirp-v3-5',
    title: track.title,
    tags: track.tags,
    createTime: task.createdAt,
    duration: withAudio ? track.seconds : null,
  };
}

/** The same track as callbacks show it: snake case but for `createTime`, and no duration before there is audio. */
function callbackTrack(gateway: Gateway, task: MusicTask, track: Track, withAudio: boolean) {
  const urls = addressesOf(gateway, task, track);
  // The kie documents leave the `source_` fields out; both hosts were seen to send them.
  const isBare = gateway.options.firstShape === 'documented' && gateway.dialect === 'kie';
  return {
    id: track.id,
    audio_url: withAudio ? urls.audio : '',
    ...(withAudio && !isBare ? { source_audio_url: urls.sourceAudio } : {}),
    stream_audio_url: urls.stream,
    ...(isBare ? {} : { source_stream_audio_url: urls.sourceStream }),
    image_url: urls.image,
    ...(isBare ? {} : { source_image_url: urls.image }),
    prompt: track.lyrics,
    model_name: limitsOf(track.model)?.slug ?? 'chirp-v3-5',
    title: track.title,
    tags: track.tags,
    createTime: task.createdAt,
    ...(withAudio ? { duration: track.seconds } : {}),
  };
}

/** `data` of `GET /api/v1/generate/record-info`. */
export function musicRecord(gateway: Gateway, task: MusicTask, fault: Fault | null) {
  const { detail } = task;
  const isBare =
    task.status === 'CALLBACK_EXCEPTION' && faultOf(task, 'callback-exception')?.code !== undefined;
  const isMute = fault?.fault === 'success-without-audio';
  const status = fault?.fault === 'unknown-status' ? (fault.word ?? 'AWAITING_REVIEW') : task.status;
  const sunoData = detail.tracks.map((track, index) =>
    recordTrack(gateway, task, track, hasAudio(task, index) && !isMute),
  );
  const response = detail.failure
    ? failedResponse(task)
    : detail.written && !isBare
      ? { taskId: task.id, sunoData }
      : null;
  return {
    taskId: task.id,
    parentMusicId: detail.parentMusicId,
    param: JSON.stringify(task.body),
    response,
    status: isMute ? 'SUCCESS' : status,
    type: 'GENERATE',
    operationType: task.kind.replaceAll('-', '_'),
    errorCode: detail.failure?.code ?? null,
    errorMessage: detail.failure?.message ?? null,
  };
}

function failedResponse(task: MusicTask) {
  if (task.status !== 'GENERATE_AUDIO_FAILED') return null;
  return { taskId: task.id, sunoData: [], errorMessage: task.detail.failure?.message };
}

/** The body of a `text`, `first` or `complete` callback, in the shape the options ask for. */
export function musicCallback(gateway: Gateway, task: MusicTask, type: 'text' | 'first' | 'complete') {
  const isDocumented = gateway.options.firstShape === 'documented';
  const all = task.detail.tracks.map((track, index) =>
    callbackTrack(gateway, task, track, hasAudio(task, index)),
  );
  const shown = type === 'complete' || !isDocumented ? all : type === 'first' ? all.slice(0, 1) : [];
  const messages = isDocumented
    ? { text: 'Text generation completed.', first: 'First track generated successfully.' }
    : { text: 'Text generated successfully.', first: 'First audio generated successfully.' };
  return {
    code: 200,
    msg: type === 'complete' ? 'All generated successfully.' : messages[type],
    data: { callbackType: type, task_id: task.id, data: shown },
  };
}

/** sunoapi sends `data: null` with a failure, kie an empty list. */
export function musicFailureCallback({ dialect }: Gateway, task: Task, code: number, message: string | null) {
  const data = dialect === 'kie' ? [] : null;
  return {
    code,
    msg: message ?? 'Music generation failed',
    data: { callbackType: 'error', task_id: task.id, data },
  };
}
