import {
  sideOperations,
  songOperations,
  type OperationResult,
  type SideOperation,
} from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { stagedAsIs } from '../assets/staged-as-is.ts';
import { clip } from '../testing/puppet-provider.ts';
import { testSettings as timing } from '../testing/test-engine.ts';
import {
  after,
  attemptState,
  failure,
  look,
  noon,
  remoteClip,
  remoteSong,
  storedClip,
  trackState,
} from '../testing/track-states.ts';
import { decide } from './decide.ts';
import type { Observation } from './observation.ts';
import type { TrackState } from './track-state.ts';

const decideAt = (track: TrackState, seen: Observation, at = noon) => decide(track, seen, at, timing);
const handle = { taskId: 'task', data: {} };
const url = { kind: 'url', url: 'https://far.example/file' } as const;
const words: OperationResult = { kind: 'style', text: 'dusty' };

const files: Partial<Record<SideOperation, ReturnType<typeof clip>>> = {
  stems: clip({ audio: null, stems: [{ name: 'drums', audio: url }] }),
  wav: clip({ audio: null, wav: url }),
  video: clip({ audio: null, video: url }),
};

describe('what an operation is about', () => {
  const polling = (operation: TrackState['operation']) =>
    trackState({
      operation,
      status: 'processing',
      step: 'poll',
      deadlineAt: after(600_000),
      attempt: attemptState('accepted'),
    });
  const succeeded = (clips: readonly ReturnType<typeof clip>[], result?: OperationResult) =>
    look({ state: 'succeeded', clips, ...(result && { result }) });

  it.each(['stems', 'wav', 'video'] as const)(
    '[GEN-5] of %s is its file, not any other, nor words',
    (operation) => {
      const own = files[operation]!;
      expect(decideAt(polling(operation), succeeded([own]))).toMatchObject({ do: 'fetch' });
      const others = Object.values(files).filter((file) => file !== own);
      expect(decideAt(polling(operation), succeeded([remoteSong(), ...others], words))).toMatchObject({
        do: 'look-again',
      });
    },
  );

  it.each(['persona', 'lyrics', 'timestamped-lyrics', 'style'] as const)(
    '[GEN-5] of %s is words, not files',
    (operation) => {
      expect(decideAt(polling(operation), succeeded([], words))).toEqual({
        do: 'complete',
        clips: [],
        result: words,
      });
      expect(decideAt(polling(operation), succeeded([remoteSong()], words))).toMatchObject({ clips: [] });
      expect(decideAt(polling(operation), succeeded([remoteSong()]))).toMatchObject({ do: 'look-again' });
    },
  );

  it.each(songOperations)('[GEN-5] [I11] of %s is audio: words alone complete no song', (operation) => {
    expect(decideAt(polling(operation), succeeded([remoteSong()]))).toMatchObject({ do: 'fetch' });
    expect(decideAt(polling(operation), succeeded([], words))).toMatchObject({ do: 'look-again' });
  });

  it.each(sideOperations)(
    '[GEN-5] of %s that comes with the reply and is not there fails, with a refund',
    (operation) => {
      const track = trackState({ operation, attempt: attemptState('sending') });
      const outcome = { kind: 'finished', clips: [], result: null } as const;
      expect(decideAt(track, { saw: 'outcome', attemptId: 'attempt', outcome })).toMatchObject({
        do: 'end',
        refund: true,
        error: { code: 'OUTPUT_INVALID' },
      });
    },
  );
});

describe('files that do not come', () => {
  const fetching = (change: Partial<TrackState> = {}) =>
    trackState({
      status: 'processing',
      step: 'ingest',
      deadlineAt: after(120_000),
      attempt: attemptState('finished', { handle, clips: [remoteClip()] }),
      ...change,
    });
  const missing = (kind: Parameters<typeof failure>[0], change: Parameters<typeof failure>[1] = {}) =>
    ({
      saw: 'files-missing',
      clips: [storedClip(0), remoteClip(1)],
      failure: failure(kind, { phase: 'fetch-output', sideEffect: 'accepted', ...change }),
      retryAt: after(2_000),
    }) as const;

  it('[GEN-6] are fetched again from where they stood; what came is kept', () => {
    const clips = [storedClip(0), remoteClip(1)];
    for (const kind of ['network', 'output-invalid', 'output-expired'] as const) {
      expect(decideAt(fetching(), missing(kind))).toEqual({ do: 'fetch-again', clips, at: after(2_000) });
    }
  });

  it('[GEN-6] because their addresses ran out are asked for anew at the second try, where there is a task to ask', () => {
    expect(decideAt(fetching({ pollCount: 1 }), missing('output-expired'))).toMatchObject({
      do: 'ask-addresses',
      clips: [storedClip(0), remoteClip(1)],
      at: after(2_000),
    });
    for (const kind of ['network', 'output-invalid'] as const) {
      expect(decideAt(fetching({ pollCount: 9 }), missing(kind))).toMatchObject({ do: 'fetch-again' });
    }
    const inline = fetching({ pollCount: 9, attempt: attemptState('finished', { handle: null }) });
    expect(decideAt(inline, missing('output-expired'))).toMatchObject({ do: 'fetch-again' });
  });

  it('[GEN-6] [GEN-7] end the track at the deadline or when no try can help', () => {
    for (const track of [fetching({ deadlineAt: after(2_000) }), fetching({ deadlineAt: after(1_000) })]) {
      expect(decideAt(track, missing('output-expired'))).toMatchObject({ do: 'end', refund: true });
    }
    expect(decideAt(fetching(), missing('network', { retryable: false }))).toMatchObject({ do: 'end' });
  });
});

describe('fresh addresses', () => {
  const asking = trackState({
    status: 'processing',
    step: 'poll',
    deadlineAt: after(60_000),
    attempt: attemptState('finished', { handle, clips: [storedClip(0), remoteClip(1)] }),
  });

  it('[GEN-6] start a second fetch that shares the deadline of the first and keeps what is stored', () => {
    const seen = look({ state: 'succeeded', clips: [remoteSong(0), remoteSong(1)] });
    expect(decideAt(asking, seen, after(30_000))).toEqual({
      do: 'fetch',
      clips: [storedClip(0), stagedAsIs(remoteSong(1))],
      deadlineAt: after(60_000),
    });
    expect(decideAt(asking, look({ state: 'succeeded', clips: [remoteSong(0)] }))).toMatchObject({
      do: 'complete',
      clips: [storedClip(0)],
    });
  });

  it('[GEN-6] [I9] that the provider denies are asked for till the deadline; nothing is made again', () => {
    const denials = (['upstream-fault', 'moderated', 'network'] as const).flatMap((kind) =>
      (['none', 'accepted', 'unknown'] as const).map((sideEffect) =>
        look({ state: 'failed', failure: failure(kind, { sideEffect }) }),
      ),
    );
    for (const seen of denials) {
      expect(decideAt(asking, seen)).toMatchObject({ do: 'look-again', clips: [] });
      expect(decideAt(asking, seen, after(60_000))).toMatchObject({ do: 'end', failure: null, refund: true });
    }
  });
});
