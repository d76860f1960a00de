import type { Track } from '@impresario/protocol';
import type { Notebook } from './notebook.ts';
import type { SeededDice } from './seeded-dice.ts';
import type { Wish } from './wish.ts';

/** What the simulated providers do with the work of this wish only; each is in their `/_simulator` help. */
const mishaps = [
  'accept-then-reset',
  'accept-then-html',
  'truncated',
  'reset-before',
  'fail=531',
  'slow=2s',
  'audio-truncated',
  'duplicate-callback=3',
  'reorder-callback',
  'lose-callback',
  'late-callback=2s',
  'callback-before-reply',
  'forge-callback',
] as const;
const mishapShare = 0.15;
const twinShare = 0.1;

/** Users that ask again and again, so that their limits are met; everybody else asks for one song. */
const eagerUsers = Array.from({ length: 12 }, (_, index) => `eager-${index}`);

/**
 * What the users of a busy day want, one wish after the other. Chance alone decides the kind, so a seed repeats the kinds; which
 * earlier track a cancel or an extension meets depends on what the servers have answered by then.
 */
export function createWishes(dice: SeededDice, notebook: Notebook, runName: string): () => Wish {
  let number = 0;

  function wish(userId: string, path: string, body: object | null, rest: Partial<Wish> = {}): Wish {
    const key = body === null ? null : `${runName}-${number}`;
    return {
      number,
      userId,
      method: 'POST',
      path,
      body,
      key,
      promises: 'work',
      isTwin: dice.chance(twinShare),
      ...rest,
    };
  }

  function words(idea: string): string {
    const mishap = dice.chance(mishapShare) ? ` sim:${dice.pick(mishaps)}` : '';
    return `${idea} for wish ${number}${mishap}`;
  }

  function song(userId: string): Wish {
    const provider = dice.chance(0.75) ? 'suno' : 'minimax';
    return wish(userId, '/v1/tracks', { prompt: words('calm piano'), provider });
  }

  function ownRender(): Wish {
    const body = { prompt: words('short piano'), provider: 'local', durationSeconds: 10, variants: 1 };
    return wish(`user-${number}`, '/v1/tracks', body);
  }

  function onEarlier(): Wish {
    const earlier = notebook.anyTrack(dice.fraction());
    if (!earlier) return song(`user-${number}`);
    const { userId, id } = earlier;
    if (dice.chance(0.6)) return wish(userId, `/v1/tracks/${id}/cancel`, null, { promises: 'cancel' });
    return wish(userId, `/v1/tracks/${id}`, null, { method: 'GET', promises: 'nothing' });
  }

  function onFinished(): Wish {
    const finished = notebook.anyFinished(dice.fraction());
    const action = dice.pick(['extend', 'stems', 'wav'] as const);
    if (!finished) return onEarlier();
    const body = action === 'extend' ? { prompt: words('go on') } : {};
    return wish(finished.userId, `/v1/tracks/${finished.id}/${action}`, body);
  }

  return () => {
    number += 1;
    const lot = dice.fraction();
    if (lot < 0.5) return song(`user-${number}`);
    if (lot < 0.62) return song(dice.pick(eagerUsers));
    if (lot < 0.7) return wish(`user-${number}`, '/v1/lyrics', { prompt: words('rain by the sea') });
    if (lot < 0.71) return ownRender();
    if (lot < 0.94) return onEarlier();
    return onFinished();
  };
}

/** Whether a read has found something that can be worked on further. */
export function isFinishedSong(text: string): boolean {
  const { object, status } = JSON.parse(text) as Partial<Track>;
  return object === 'track' && status === 'completed';
}
