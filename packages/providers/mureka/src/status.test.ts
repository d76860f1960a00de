import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import instrumental from './fixtures/instrumental-succeeded.json' with { type: 'json' };
import song from './fixtures/song-succeeded.json' with { type: 'json' };
import accepted from './fixtures/task-accepted.json' with { type: 'json' };
import failed from './fixtures/task-failed.json' with { type: 'json' };
import reviewing from './fixtures/task-reviewing.json' with { type: 'json' };
import running from './fixtures/task-running.json' with { type: 'json' };
import streaming from './fixtures/task-streaming.json' with { type: 'json' };
import timeouted from './fixtures/task-timeouted.json' with { type: 'json' };
import { lyricsText, timedWords } from './lyrics-sections.ts';
import { idSchema, readChoices, readTask } from './status.ts';

/** Anything, and things that look like a task in places. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      status: fc.oneof(fc.constantFrom('succeeded', 'running', 'failed', 'constructor', ''), fc.jsonValue()),
      choices: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record(
            {
              index: fc.oneof(fc.nat(3), fc.jsonValue()),
              id: fc.oneof(fc.nat(), fc.jsonValue()),
              url: fc.oneof(fc.webUrl(), fc.jsonValue()),
              duration: fc.oneof(fc.double(), fc.jsonValue()),
              lyrics_sections: fc.array(fc.record({ section_type: fc.jsonValue(), lines: fc.jsonValue() })),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

function snapshotClips(seen: ReturnType<typeof readTask>) {
  return seen && 'clips' in seen ? seen.clips : [];
}

describe('readTask', () => {
  it.each([
    ['preparing', accepted],
    ['running', running],
    ['reviewing', reviewing],
    ['queued', { status: 'queued' }],
  ])('[PRO-5] takes %s for running, whatever finished_at says', (raw, body) => {
    expect(readTask(body)).toEqual({ state: 'running', raw, progress: null, clips: [] });
  });

  it('[PRO-5] shows what can be heard while a song streams, and no audio yet', () => {
    expect(readTask(streaming)).toMatchObject({
      state: 'running',
      clips: [
        { providerClipId: '70010001', streamUrl: 'https://cdn.example.test/stream/70010001', audio: null },
      ],
    });
  });

  it.each(['', 'javascript:alert(1)', '/stream/1', 'https://'])(
    '[SEC-1] plays nothing from %j, which is no address',
    (url) => {
      const choices = [{ index: 0, id: '1', stream_url: url, url }];
      const [clip] = snapshotClips(readTask({ status: 'streaming', choices }));
      expect(clip).toMatchObject({ streamUrl: null, audio: null });
    },
  );

  it('[PRO-5] reads every choice of a finished song: seconds, words, the id as text', () => {
    const seen = readTask(song);
    expect(seen).toMatchObject({
      state: 'succeeded',
      raw: 'succeeded',
      clips: [
        {
          variantIndex: 0,
          providerClipId: '70010001',
          durationSeconds: 184.32,
          lyrics: '[Verse]\nTin lanterns on a silver tide\nRow me over\n\n[Chorus]\nHold the light',
          audio: { kind: 'url', url: 'https://cdn.example.test/a/70010001.mp3', mimeType: 'audio/mpeg' },
          wav: null,
          sections: [
            { kind: 'verse', label: 'Verse', startSeconds: 8.12, endSeconds: 31.54 },
            { kind: 'chorus', label: 'Chorus', startSeconds: 31.54, endSeconds: 40 },
            { kind: 'outro', label: 'Outro', startSeconds: 170, endSeconds: 184.32 },
          ],
        },
        { variantIndex: 1, providerClipId: '70010002', durationSeconds: 191.007, lyrics: null, sections: [] },
      ],
    });
  });

  it('[PRO-5] reads an instrumental, which has no words', () => {
    const clips = [{ variantIndex: 0, lyrics: null, durationSeconds: 143.5 }];
    expect(readTask(instrumental)).toMatchObject({ state: 'succeeded', clips });
  });

  it('[PRO-5] numbers the choices by place when their own numbers cannot be right', () => {
    const url = 'https://cdn.example.test/x.mp3';
    const read = (...indices: unknown[]) => {
      const seen = readTask({ status: 'succeeded', choices: indices.map((index) => ({ index, url })) });
      return seen?.state === 'succeeded' ? seen.clips.map(({ variantIndex }) => variantIndex) : null;
    };
    expect(read(1, 0)).toEqual([1, 0]);
    expect(read(0, 0)).toEqual([0, 1]);
    expect(read(undefined, 1)).toEqual([0, 1]);
    expect(read(-1, 1)).toEqual([0, 1]);
  });

  it('[PRO-5] keeps of a finished song only what can be fetched, and is not done with nothing', () => {
    const choices = [
      { index: 0, url: null },
      { index: 1, url: 'https://cdn.example.test/x.mp3' },
    ];
    expect(readTask({ status: 'succeeded', choices })).toMatchObject({
      state: 'succeeded',
      clips: [{ variantIndex: 1 }],
    });
    for (const none of [[], null, [{ index: 0, url: 'javascript:1' }], 'x']) {
      expect(readTask({ status: 'succeeded', choices: none })).toMatchObject({ state: 'running' });
    }
  });

  it.each([
    ['failed', 'upstream-fault', failed],
    ['timeouted', 'timeout', timeouted],
    ['timeout', 'timeout', { status: 'timeout' }],
    ['cancelled', 'upstream-fault', { status: 'cancelled' }],
    ['canceled', 'upstream-fault', { status: 'canceled' }],
  ])('[PRO-5] takes %s for the end, in our own words', (raw, kind, body) => {
    const seen = readTask(body);
    expect(seen).toMatchObject({
      state: 'failed',
      raw,
      failure: { kind, phase: 'poll', sideEffect: 'accepted', retryable: false, canFailOver: false },
    });
    expect(JSON.stringify(seen)).not.toContain('quote the lyrics');
  });

  it('[PRO-5] recognises no word that is not documented, and keeps it for the log', () => {
    for (const word of ['marinating', 'constructor', 'SUCCEEDED']) {
      expect(readTask({ status: word })).toEqual({ state: 'unrecognised', raw: word });
    }
    expect(readTask({ status: '' })).toEqual({ state: 'unrecognised', raw: 'unreadable' });
    expect(readTask({ error: 'x' })).toBeNull();
  });

  it('[PRO-6] never throws, and gives no success without an address', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const seen = readTask(body);
        readChoices(body);
        if (seen?.state !== 'succeeded') return;
        expect(seen.clips.length).toBeGreaterThan(0);
        for (const { audio } of seen.clips) expect(audio).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

describe('ids', () => {
  it.each([
    ['90211873', '90211873'],
    [90211873, '90211873'],
    ['file-88', 'file-88'],
  ])('[PRO-2] read %j as %s', (id, text) => {
    expect(idSchema.parse(id)).toBe(text);
  });

  it.each([null, '', '..', '../account', 'a b', 2 ** 60, -0.5, {}])('[PRO-2] are not %j', (id) => {
    expect(idSchema.safeParse(id).success).toBe(false);
  });
});

describe('words in time', () => {
  it('[PRO-5] come in seconds; a line without words counts as one', () => {
    const [choice] = readChoices(song);
    expect(timedWords(choice?.lyrics_sections ?? [])).toEqual([
      { text: 'Tin', startSeconds: 8.12, endSeconds: 8.51 },
      { text: 'lanterns', startSeconds: 8.51, endSeconds: 8.99 },
      { text: 'Row me over', startSeconds: 12.48, endSeconds: 16 },
      { text: 'Hold the light', startSeconds: 31.54, endSeconds: 36 },
    ]);
    expect(lyricsText([])).toBeNull();
  });
});
