import type { SourceClip } from '@impresario/provider';

/** A finished song of Suno's, 120 s long, with any part replaced. */
export function sunoSource(change: Partial<SourceClip> = {}): SourceClip {
  return {
    trackId: '00000000-0000-7000-8000-000000000001',
    variantIndex: 1,
    provider: 'suno',
    model: 'V5',
    taskId: 'task-1',
    taskData: { kind: 'music' },
    clipId: 'clip-b',
    title: 'Lanterns',
    lyrics: 'one\ntwo\nthree\nfour\nfive\nsix',
    styleTags: ['folk'],
    durationSeconds: 120,
    request: null,
    ...change,
  };
}
