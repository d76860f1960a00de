import type { Operation } from '@impresario/protocol';
import { emptyClip } from '@impresario/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSunoCallbacks } from './callbacks.ts';
import { readFixture } from './testing/read-fixture.ts';

const posted = readFixture('callbacks');
const sunoapi = createSunoCallbacks('sunoapi', null);
const kie = createSunoCallbacks('kie', null);
const read = (name: string, operation: Operation = 'generate') => sunoapi.read(posted[name], operation);

describe('the task of a callback', () => {
  it.each([
    [{ data: { task_id: 'a', taskId: 'b' }, task_id: 'c', taskId: 'd' }, 'a'],
    [{ data: { taskId: 'b' }, task_id: 'c', taskId: 'd' }, 'b'],
    [{ data: [], task_id: 'c', taskId: 'd' }, 'c'],
    [{ data: null, taskId: 42 }, '42'],
    [{ data: { task_id: ' ' }, taskId: 'd' }, 'd'],
    [{ data: { task_id: {} } }, null],
    [[], null],
    ['task', null],
    [null, null],
  ])('[CAL-3] of %j is %s', (payload, taskId) => {
    expect(sunoapi.taskIdOf(payload)).toBe(taskId);
  });
});

describe('a callback about music', () => {
  it('[GEN-5] claims nothing when the text is there, with and without songs in it', () => {
    const nothing = { state: 'running', raw: 'text', progress: null, clips: [] };
    expect(read('textEmpty')?.snapshot).toEqual(nothing);
    expect(read('textStreams')?.snapshot).toEqual(nothing);
  });

  it('[GEN-5] brings the first song; two entries are not completion', () => {
    const reading = read('firstBoth');
    expect(reading?.handle).toEqual({ taskId: 'task-1', data: { kind: 'music' } });
    expect(reading?.snapshot).toMatchObject({
      state: 'running',
      raw: 'first',
      clips: [
        {
          variantIndex: 0,
          providerClipId: 'clip-a',
          durationSeconds: 150.5,
          audio: { url: 'https://files.example/a.mp3' },
          cover: { url: 'https://files.example/a.jpeg' },
        },
        { variantIndex: 1, providerClipId: 'clip-b', durationSeconds: null, audio: null },
      ],
    });
    const said = JSON.stringify(posted['firstBoth']).replace('"first"', '"complete"');
    expect(sunoapi.read(JSON.parse(said), 'generate')?.snapshot).toMatchObject({ state: 'running' });
  });

  it('[CAL-3] is complete in every form: nested, a list, one song', () => {
    const succeeded = (count: number) => ({ state: 'succeeded', clips: { length: count } });
    expect(read('complete')?.snapshot).toMatchObject(succeeded(2));
    expect(read('arrayComplete')?.snapshot).toMatchObject(succeeded(2));
    expect(read('singleAudio')?.snapshot).toMatchObject(succeeded(1));
    expect(read('bareAudio')).toMatchObject({ handle: { taskId: '4711' }, snapshot: succeeded(1) });
  });

  it('[GEN-5] does not end a track when nothing says that these are all', () => {
    expect(read('untyped')?.snapshot).toMatchObject({ state: 'running', clips: { length: 2 } });
  });

  it('[PRO-5] gives a type it does not know as such', () => {
    const payload = { code: 200, data: { callbackType: 'mastered', task_id: 'task-1', data: [] } };
    expect(sunoapi.read(payload, 'generate')?.snapshot).toEqual({ state: 'unrecognised', raw: 'mastered' });
  });

  it('[GEN-9] tells a fault that was refunded', () => {
    const failure = { kind: 'upstream-fault', retryable: true, phase: 'callback', sideEffect: 'accepted' };
    const reading = kie.read(posted['errorRefunded'], 'cover');
    expect(reading).toMatchObject({ snapshot: { state: 'failed', failure } });
  });

  it('[PRO-5] leaves it to a look whether 400 means refused words, protected lyrics or a wrong value', () => {
    const unclear = { snapshot: { state: 'unrecognised', raw: 'code 400' } };
    expect(read('errorNull')).toMatchObject(unclear);
    expect(kie.read(posted['errorNull'], 'generate')).toMatchObject(unclear);
  });
});

describe('a callback about other work', () => {
  it('[CAL-3] is read as what was asked for', () => {
    const file = (address: string) => ({ kind: 'url', url: address });
    expect(read('lyrics', 'lyrics')).toMatchObject({
      handle: { taskId: 'lyr-1', data: { kind: 'lyrics' } },
      snapshot: { state: 'succeeded', result: { variants: [{ title: 'One', text: '[Verse]\nOne' }] } },
    });
    expect(read('wav', 'wav')?.snapshot).toMatchObject({
      state: 'succeeded',
      clips: [{ ...emptyClip(0), wav: file('https://files.example/a.wav') }],
    });
    expect(read('mp4', 'video')?.snapshot).toMatchObject({
      clips: [{ video: file('https://files.example/a.mp4') }],
    });
    expect(read('stems', 'stems')?.snapshot).toMatchObject({
      clips: [{ stems: [{ name: 'vocals' }, { name: 'instrumental' }] }],
    });
    expect(read('wavFailed', 'wav')?.snapshot).toMatchObject({ state: 'unrecognised' });
  });

  it('[CAL-3] says nothing where nothing is posted, or where it is about something else', () => {
    expect(read('complete', 'persona')).toBeNull();
    expect(read('complete', 'style')).toBeNull();
    expect(read('complete', 'wav')?.snapshot).toMatchObject({ state: 'running', clips: [] });
    expect(sunoapi.read({ data: {} }, 'generate')).toBeNull();
  });
});

describe('any JSON at all', () => {
  it('[CAL-3] is read without an exception', () => {
    const operations = fc.constantFrom<Operation>('generate', 'stems', 'wav', 'video', 'lyrics', 'style');
    const shaped = fc.record({
      code: fc.jsonValue(),
      data: fc.record({ task_id: fc.string(), callbackType: fc.jsonValue(), data: fc.jsonValue() }),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), shaped), operations, (payload, operation) => {
        sunoapi.taskIdOf(payload);
        const snapshot = kie.read(payload, operation)?.snapshot;
        if (snapshot?.state === 'succeeded' && operation === 'generate') {
          expect(snapshot.clips.every(({ audio }) => audio !== null)).toBe(true);
        }
      }),
    );
  });
});
