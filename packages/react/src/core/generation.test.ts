import { describe, expect, it } from 'vitest';
import { problem } from '../testing/far-end.ts';
import { openLink, until } from '../testing/open-link.ts';
import { explainError } from './explain-error.ts';
import { Generation } from './generation.ts';

describe('an order', () => {
  it('[IDM-2] is one track however often it is clicked, and shown at once', async () => {
    await using stage = await openLink();
    await stage.hold();
    const generation = new Generation(stage.link, null);
    // Whatever the field says by then: while an order is being sent, another click is the same one.
    const clicks = ['A jig', 'A jig', 'A jig!'].map((prompt) => generation.generate({ prompt }));
    expect(generation.get().phase).toBe('sending');
    const tracks = await Promise.all(clicks);
    expect(new Set(tracks.map((track) => track?.id)).size).toBe(1);
    expect(stage.farEnd.orders).toHaveLength(1);
    expect(generation.get()).toMatchObject({ phase: 'accepted', trackId: tracks[0]?.id });
    expect(stage.link.tracks.known(tracks[0]?.id ?? '')?.prompt).toBe('A jig');
  });

  it('[IDM-2] is one track from two places at once', async () => {
    await using stage = await openLink();
    await Promise.all([1, 2].map(() => new Generation(stage.link, null).generate({ prompt: 'A jig' })));
    expect(stage.farEnd.tracks).toHaveLength(1);
    expect(stage.farEnd.credits.creditsRemaining).toBe(99);
  });

  it('that is refused says why in words, and rejects nothing', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    stage.farEnd.refused.set(
      'POST /v1/tracks',
      problem(402, 'insufficient_credits', { balance: 0.5, required: 1 }),
    );
    expect(await generation.generate({ prompt: 'A jig' })).toBe(null);
    const { phase, error } = generation.get();
    expect(phase).toBe('refused');
    expect(error && explainError(error)).toBe('Not enough credits for this. It takes 1, and 0.5 are left.');
    stage.farEnd.refused.clear();
    await generation.generate({ prompt: 'A jig' });
    expect(generation.get()).toMatchObject({ phase: 'accepted', error: null });
  });
});

describe('cancelling', () => {
  it('while the order is being sent waits for the track and stops it: nothing is left charged', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    stage.farEnd.held.add('POST /v1/tracks');
    const sent = generation.generate({ prompt: 'A jig' });
    await until(() => stage.farEnd.orders.length === 1);
    const cancelled = generation.cancel();
    void generation.cancel();
    expect(generation.get()).toMatchObject({ phase: 'sending', isCancelling: true });
    stage.farEnd.held.clear();
    await Promise.all([sent, cancelled]);
    expect(stage.farEnd.tracks[0]?.status).toBe('cancelled');
    expect(stage.link.tracks.known(stage.farEnd.tracks[0]?.id ?? '')?.status).toBe('cancelled');
    expect(stage.farEnd.asked.filter((each) => each.endsWith('/cancel'))).toHaveLength(1);
    expect(stage.farEnd.credits.creditsRemaining).toBe(100);
    expect(generation.get().isCancelling).toBe(false);
  });

  it('makes the same request a new wish at once', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    const first = await generation.generate({ prompt: 'A jig' });
    await generation.cancel();
    const second = await generation.generate({ prompt: 'A jig' });
    expect(second?.id).not.toBe(first?.id);
    expect(stage.farEnd.tracks.map(({ status }) => status)).toEqual(['pending', 'cancelled']);
  });

  it('while it waits for a limit to pass gives up at once: nothing was taken', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    stage.farEnd.refused.set('POST /v1/tracks', problem(429, 'rate_limit_exceeded', { retryAfter: 30 }));
    const sent = generation.generate({ prompt: 'A jig' });
    await until(() => stage.farEnd.countAsked('POST /v1/tracks') === 1);
    await generation.cancel();
    expect(await sent).toBe(null);
    expect(generation.get()).toMatchObject({ phase: 'idle', error: null });
  });

  it('while nobody answers gives up, and says that it may have been taken', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    await stage.farEnd.close();
    const sent = generation.generate({ prompt: 'A jig' });
    await generation.cancel();
    expect(await sent).toBe(null);
    const { phase, error } = generation.get();
    expect(phase).toBe('refused');
    expect(error && explainError(error)).toMatch(/^The engine did not answer/);
    expect(stage.link.connection.get().isReachable).toBe(false);
  });

  it('what came to its end meanwhile shows the end', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    const track = await generation.generate({ prompt: 'A jig' });
    stage.farEnd.change(track?.id ?? '', { status: 'completed' });
    stage.farEnd.refused.set('POST /v1/tracks/:id/cancel', problem(409, 'illegal_transition'));
    await generation.cancel();
    expect(generation.get()).toMatchObject({ error: null, isCancelling: false });
    expect(stage.link.tracks.known(track?.id ?? '')?.status).toBe('completed');
  });

  it('that is refused says so and leaves the track', async () => {
    await using stage = await openLink();
    const generation = new Generation(stage.link, null);
    await generation.generate({ prompt: 'A jig' });
    stage.farEnd.refused.set('POST /v1/tracks/:id/cancel', problem(500, 'internal_error'));
    await generation.cancel();
    expect(generation.get()).toMatchObject({ phase: 'accepted', isCancelling: false });
    expect(generation.get().error?.code).toBe('internal_error');
  });
});

it('shows a track that was ordered before, and forgets it on demand', async () => {
  await using stage = await openLink();
  const { id } = stage.farEnd.add();
  const generation = new Generation(stage.link, id);
  expect(generation.get()).toMatchObject({ phase: 'accepted', trackId: id });
  generation.reset();
  generation.adopt(id);
  expect(generation.get().phase).toBe('idle');
});
