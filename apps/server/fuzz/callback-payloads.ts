import fc from 'fast-check';

const taskIds = fc.oneof(
  fc.nat({ max: 30 }).map((n) => `{{own.tasks.${n}}}`),
  fc.constantFrom('suno-task-1', 'suno-task-2', 'never-heard-of'),
);

const song = fc.record({
  id: fc.constantFrom('clip-1', 'clip-2'),
  audio_url: fc.constantFrom('https://files.example/a.mp3', '', 'not an address', 'http://127.0.0.1/x'),
  stream_audio_url: fc.constantFrom('https://files.example/a', null),
  title: fc.constantFrom('Rain', null, 7),
  duration: fc.constantFrom(1.5, '1.5', null, -1),
});

/** What Suno and its twin post, in the three shapes and both spellings (CAL-3). */
export const callbackPayloads: fc.Arbitrary<unknown> = fc
  .tuple(
    taskIds,
    fc.constantFrom('text', 'first', 'audio', 'complete', 'error', 'odd'),
    fc.array(song, { maxLength: 3 }),
  )
  .chain(([taskId, callbackType, songs]) =>
    fc.constantFrom<unknown>(
      { code: 200, msg: 'ok', data: { callbackType, task_id: taskId, data: songs } },
      { code: 200, msg: 'ok', data: { callbackType, taskId, data: songs } },
      { code: 200, data: songs, task_id: taskId, callbackType },
      { code: 400, msg: 'refused', data: { callbackType: 'error', task_id: taskId, data: null } },
      { code: 531, msg: 'failed', data: { callbackType: 'error', task_id: taskId } },
      { taskId, callbackType, ...songs[0] },
    ),
  );
