import { emptyClip, type Snapshot } from '@impresario/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from './dialects.ts';
import { readRecord } from './status.ts';
import { taskFacts, type TaskKind } from './tasks.ts';
import { readFixture } from './testing/read-fixture.ts';

const music = readFixture('record-music');
const side = readFixture('record-side');

const handle = (kind: TaskKind, variantIndex = 1) => ({ taskId: 'task-1', data: { kind, variantIndex } });
const look = (data: unknown, kind: TaskKind = 'music', dialect: Dialect = 'sunoapi') =>
  readRecord(dialect, handle(kind), data);
const url = (address: string) => ({ kind: 'url', url: address });
const kinds = Object.keys(taskFacts) as TaskKind[];

function failureOf(snapshot: Snapshot | null) {
  if (snapshot?.state !== 'failed') throw new Error(`expected a failed task, got ${snapshot?.state}`);
  return snapshot.failure;
}

describe('a look at music', () => {
  it('[PRO-5] takes a record that is not there yet, or without a status, for running', () => {
    expect(look(null)).toMatchObject({ state: 'running', clips: [] });
    expect(look({})).toMatchObject({ state: 'running', clips: [] });
    expect(look({ status: null })).toMatchObject({ state: 'running', clips: [] });
  });

  it('[GEN-5] shows the words first, then the first song, and makes no progress up', () => {
    expect(look(music['pending'])).toEqual({ state: 'running', raw: 'PENDING', progress: null, clips: [] });
    expect(look(music['text'])).toMatchObject({
      state: 'running',
      clips: [{ audio: null, streamUrl: 'https://stream.example/a' }],
    });
    expect(look(music['first'])).toMatchObject({
      state: 'running',
      raw: 'FIRST_SUCCESS',
      clips: [
        { variantIndex: 0, audio: url('https://files.example/a.mp3') },
        { variantIndex: 1, audio: null },
      ],
    });
  });

  it('[PRO-6] reads every part of a finished song; empty addresses, titles and marks are null', () => {
    expect(look(music['success'])).toEqual({
      state: 'succeeded',
      raw: 'SUCCESS',
      clips: [
        {
          ...emptyClip(0),
          providerClipId: 'clip-a',
          title: 'Lanterns',
          lyrics: '[Verse]\nLanterns over water',
          durationSeconds: 150.5,
          streamUrl: 'https://stream.example/a',
          audio: url('https://files.example/a.mp3'),
          cover: url('https://files.example/a.jpeg'),
        },
        {
          ...emptyClip(1),
          providerClipId: 'clip-b',
          durationSeconds: 162.25,
          audio: url('https://files.example/b.mp3'),
        },
      ],
    });
  });

  it('[PRO-6] reads the same song in snake case', () => {
    const snake = JSON.parse(
      JSON.stringify(music['success'])
        .replaceAll('audioUrl', 'audio_url')
        .replaceAll('streamAudioUrl', 'stream_audio_url')
        .replaceAll('imageUrl', 'image_url')
        .replaceAll('sunoData', 'suno_data'),
    ) as unknown;
    expect(look(snake)).toEqual(look(music['success']));
  });

  it('[PRO-6] takes the words of an instrumental for no lyrics', () => {
    const param = JSON.stringify({ customMode: true, instrumental: true, prompt: 'rain on tin' });
    const snapshot = look({ ...(music['success'] as object), param });
    expect(snapshot).toMatchObject({ clips: [{ lyrics: null }, { lyrics: null }] });
  });

  it('[GEN-6] looks again at a success in which a file is missing, or no song at all', () => {
    const first = music['first'] as object;
    expect(look({ ...first, status: 'SUCCESS' })).toMatchObject({ state: 'running', raw: 'SUCCESS' });
    expect(look({ status: 'SUCCESS', response: { sunoData: [] } })).toMatchObject({ state: 'running' });
    expect(look({ status: 'SUCCESS', response: null })).toMatchObject({ state: 'running' });
  });

  it('[GEN-6] takes a failed notice to us for success when all songs are there, else for running', () => {
    const status = 'CALLBACK_EXCEPTION';
    expect(look({ ...(music['success'] as object), status })).toMatchObject({
      state: 'succeeded',
      raw: status,
    });
    expect(look({ ...(music['first'] as object), status })).toMatchObject({ state: 'running', raw: status });
    expect(look({ status, response: null })).toMatchObject({ state: 'running' });
  });

  it('[PRO-5] gives the word of a status it does not know', () => {
    expect(look({ status: 'MARINATING' })).toEqual({ state: 'unrecognised', raw: 'MARINATING' });
    // Words of other kinds are unknown here.
    expect(look({ status: 'GENERATE_WAV_FAILED' })).toMatchObject({ state: 'unrecognised' });
    expect(look({ status: 2 })).toEqual({ state: 'unrecognised', raw: '2' });
  });

  it('[PRO-5] cannot read what is no record', () => {
    expect(look('nonsense')).toBeNull();
    expect(look([])).toBeNull();
  });

  it.each([
    ['sunoapi', 400, 'invalid-request', false],
    ['kie', 400, 'copyrighted', false],
    ['sunoapi', 408, 'timeout', false],
    ['kie', 413, 'copyrighted', false],
    ['sunoapi', 451, 'invalid-request', false],
    ['sunoapi', 500, 'upstream-fault', true],
    ['kie', 501, 'upstream-fault', true],
    ['kie', '531', 'upstream-fault', true],
    ['kie', 999, 'upstream-fault', true],
    ['sunoapi', null, 'upstream-fault', true],
  ] as const)(
    '[GEN-9] %s %s of a failed task is %s, tried anew: %s',
    (dialect, errorCode, kind, retryable) => {
      const record = { ...(music['audioFailed'] as object), errorCode };
      expect(failureOf(look(record, 'music', dialect))).toMatchObject({
        kind,
        retryable,
        phase: 'poll',
        sideEffect: 'accepted',
      });
    },
  );

  it('[PRO-5] knows refused words by the status word, whatever the code', () => {
    for (const dialect of ['sunoapi', 'kie'] as const) {
      const failure = failureOf(look(music['sensitive'], 'music', dialect));
      expect(failure).toMatchObject({ kind: 'moderated', retryable: false, canFailOver: false });
    }
    expect(failureOf(look(music['createFailed']))).toMatchObject({
      upstream: { code: 'CREATE_TASK_FAILED' },
    });
  });
});

describe('a look at work beside a song', () => {
  it('[PRO-6] brings the texts of lyrics, without the failed ones', () => {
    expect(look(side['lyrics'], 'lyrics')).toEqual({
      state: 'succeeded',
      raw: 'SUCCESS',
      clips: [],
      result: { kind: 'lyrics', variants: [{ title: 'One', text: '[Verse]\nOne' }] },
    });
  });

  it('[PRO-6] brings one clip with the file alone, for the version it was made of', () => {
    const wav = { kind: 'url', url: 'https://files.example/a.wav', mimeType: 'audio/wav' };
    const video = { kind: 'url', url: 'https://files.example/a.mp4', mimeType: 'video/mp4' };
    expect(look(side['wav'], 'wav')).toMatchObject({ state: 'succeeded', clips: [{ ...emptyClip(1), wav }] });
    expect(look(side['mp4'], 'mp4')).toMatchObject({
      state: 'succeeded',
      clips: [{ ...emptyClip(1), video }],
    });
  });

  it('[PRO-6] brings each stem once, by name, and not the song itself', () => {
    const snapshot = look(side['stems'], 'stems');
    expect(snapshot).toMatchObject({
      state: 'succeeded',
      clips: [
        {
          ...emptyClip(1),
          stems: [
            { name: 'vocals', audio: url('https://files.example/v.mp3') },
            { name: 'drums', audio: url('https://files.example/d.mp3') },
            { name: 'lead-harp', audio: url('https://files.example/h.mp3') },
          ],
        },
      ],
    });
  });

  it('[PRO-5] knows its own failures', () => {
    expect(failureOf(look(side['mp4Failed'], 'mp4'))).toMatchObject({ kind: 'upstream-fault' });
    expect(look({ status: 'GENERATE_LYRICS_FAILED' }, 'lyrics')).toMatchObject({ state: 'failed' });
    expect(look({ successFlag: 'GENERATE_WAV_FAILED' }, 'wav')).toMatchObject({ state: 'failed' });
  });

  it('[GEN-6] looks again at a success without its file', () => {
    for (const kind of kinds) {
      const record = { status: 'SUCCESS', successFlag: 'SUCCESS', response: {} };
      expect(look(record, kind)).toMatchObject({ state: 'running', clips: [] });
    }
  });
});

describe('any JSON at all', () => {
  it('[PRO-5] is read without an exception, and never as success without audio', () => {
    const words = fc.constantFrom('SUCCESS', 'PENDING', 'CALLBACK_EXCEPTION', 'SENSITIVE_WORD_ERROR', 'WHAT');
    const data = fc.oneof(
      fc.jsonValue(),
      fc.record({ status: words, successFlag: words, response: fc.jsonValue(), errorCode: fc.jsonValue() }),
      fc.record({ status: words, response: fc.record({ sunoData: fc.jsonValue(), data: fc.jsonValue() }) }),
    );
    fc.assert(
      fc.property(data, fc.constantFrom(...kinds), (value, kind) => {
        const snapshot = look(value, kind);
        if (snapshot?.state !== 'succeeded' || kind !== 'music') return;
        expect(snapshot.clips.every(({ audio }) => audio !== null)).toBe(true);
        expect(snapshot.clips.length).toBeGreaterThan(0);
      }),
    );
  });
});
