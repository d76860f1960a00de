import type { FarReply } from '@impresario/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import documented from './fixtures/errors.json' with { type: 'json' };
import hex from './fixtures/song-hex.json' with { type: 'json' };
import unfinished from './fixtures/song-unfinished.json' with { type: 'json' };
import url from './fixtures/song-url.json' with { type: 'json' };
import { readAudio, readSong, type SongReading } from './status.ts';

const now = new Date('2026-09-12T12:00:00Z');

function answered(body: unknown, status = 200): FarReply {
  return { kind: 'json', status, headers: {}, body };
}

const read = (body: unknown, status?: number): SongReading => readSong(answered(body, status), now);
const page = (status: number): FarReply => ({ kind: 'unreadable', status, headers: {}, why: 'not-json' });
const ok = { status_code: 0, status_msg: 'success' };
const address = 'https://oss.example.test/a.mp3?Signature=Y%3D';

/** Anything, and things that look like a reply in places. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      data: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            status: fc.oneof(fc.constantFrom(1, 2), fc.jsonValue()),
            audio: fc.oneof(fc.stringMatching(/^[0-9a-f]*$/), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
      ),
      audio: fc.jsonValue(),
      extra_info: fc.oneof(fc.jsonValue(), fc.record({ music_size: fc.jsonValue() })),
      base_resp: fc.oneof(
        fc.constant(ok),
        fc.record({ status_code: fc.jsonValue(), status_msg: fc.jsonValue() }),
      ),
    },
    { requiredKeys: [] },
  ),
);

describe('a good reply', () => {
  it('[PRO-5] is an address with its whole query, or hex digits as bytes; milliseconds become seconds', () => {
    expect(read(url)).toEqual({
      kind: 'song',
      audio: { kind: 'url', url: url.data.audio, mimeType: 'audio/mpeg' },
      durationSeconds: 203.4,
    });
    const song = read(hex);
    expect(song).toMatchObject({ kind: 'song', durationSeconds: 151.04 });
    if (song.kind !== 'song' || song.audio.kind !== 'bytes') throw new Error('no bytes');
    expect(Buffer.from(song.audio.bytes).toString('hex')).toBe(hex.data.audio);
  });

  it.each([
    ['data.audio_url', { data: { status: 2, audio_url: address } }],
    ['data.audio_url beside an empty audio', { data: { status: 2, audio: '', audio_url: address } }],
    ['audio', { audio: address }],
    ['audio_url', { data: { status: 2 }, audio_url: address }],
  ])('[PRO-5] may have its address in %s', (_where, body) => {
    expect(read({ ...body, base_resp: ok })).toMatchObject({ audio: { kind: 'url', url: address } });
  });

  it('[PRO-5] may have its length under the name of the speech service', () => {
    const body = { data: hex.data, extra_info: { audio_length: 980, audio_size: 14 }, base_resp: ok };
    expect(read(body)).toMatchObject({ kind: 'song', durationSeconds: 0.98 });
    expect(read({ data: hex.data, base_resp: ok })).toMatchObject({ durationSeconds: null });
  });
});

describe('a reply that is none', () => {
  it('[PRO-5] is unclear when the song is not finished: there is nothing to ask for it by', () => {
    expect(read(unfinished)).toMatchObject({ failure: { kind: 'bad-response', sideEffect: 'unknown' } });
  });

  it.each([
    ['none', ''],
    ['an odd number of digits', '494'],
    ['a strange digit', '49zz'],
    ['digits with white space', '49 4'],
    ['a letter that Node takes for a digit', '49\u01300'],
    ['another scheme', 'ftp://x/y'],
  ])('[PRO-5] has unusable audio: %s', (_name, audio) => {
    expect(readAudio(audio, null)).toBeNull();
    expect(read({ data: { audio, status: 2 }, base_resp: ok })).toMatchObject({
      failure: { kind: 'output-invalid', sideEffect: 'accepted', retryable: false },
    });
  });

  it('[PRO-5] has another size than it says', () => {
    expect(readAudio('4949', 2)).not.toBeNull();
    expect(readAudio('4949', 3)).toBeNull();
  });

  it('[PRO-5] does not say that it went well', () => {
    for (const body of [
      { data: hex.data },
      {},
      null,
      [],
      'x',
      { data: hex.data, base_resp: { status_code: 'x' } },
      { data: hex.data, base_resp: { status_code: null } },
      { data: hex.data, base_resp: { status_code: '' } },
    ]) {
      expect(read(body)).toMatchObject({ failure: { kind: 'bad-response', sideEffect: 'unknown' } });
    }
  });

  it.each(documented)('[PRO-5] has the code $code, under HTTP 200 or another', (error) => {
    const { code, text, kind, sideEffect, retryable, retryAfterMs } = error;
    for (const status of [200, 400, 500]) {
      const reading = read({ base_resp: { status_code: code, status_msg: text } }, status);
      if (reading.kind !== 'failed') throw new Error('no failure');
      expect(reading.failure).toMatchObject({
        kind,
        sideEffect,
        retryable,
        upstream: { status, code: String(code) },
      });
      expect(reading.failure.retryAfterMs).toBe(retryAfterMs);
      expect(reading.failure.message).not.toContain(text);
    }
  });

  it('[PRO-5] has a limit without a time at which it ends', () => {
    // A window of years would hold everybody's tracks as long.
    for (const said of ['usage limit exceeded', 'resets at soon', 'resets at 2099-01-01T00:00:00Z']) {
      const reading = read({ base_resp: { status_code: 2056, status_msg: said } });
      expect(reading).toMatchObject({ failure: { kind: 'rate-limited', retryable: false } });
    }
  });

  it.each([
    [401, 'auth', 'none'],
    [403, 'auth', 'none'],
    [429, 'rate-limited', 'none'],
    [400, 'invalid-request', 'none'],
    [408, 'timeout', 'unknown'],
    [500, 'upstream-fault', 'unknown'],
    [504, 'upstream-fault', 'unknown'],
    [302, 'bad-response', 'unknown'],
  ])('[PRO-5] has only its HTTP status %i', (status, kind, sideEffect) => {
    expect(read({}, status)).toMatchObject({ failure: { kind, sideEffect } });
  });

  it('[GEN-3] is a page of a gateway, behind which the song may be made', () => {
    expect(readSong(page(504), now)).toMatchObject({ failure: { sideEffect: 'unknown', retryable: false } });
    expect(readSong(page(200), now)).toMatchObject({ failure: { sideEffect: 'unknown' } });
    expect(readSong(page(401), now)).toMatchObject({ failure: { kind: 'auth', sideEffect: 'none' } });
  });

  it('[PRO-6] never throws, and no song is without audio', () => {
    fc.assert(
      fc.property(bodies, fc.constantFrom(200, 200, 401, 500), (body, status) => {
        const reading = read(body, status);
        if (reading.kind === 'song') {
          expect(reading.audio.kind === 'url' || reading.audio.bytes.length > 0).toBe(true);
        } else if (reading.failure.sideEffect !== 'none') {
          expect([reading.failure.retryable, reading.failure.canFailOver]).toEqual([false, false]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
