import type { TrackStatus } from '@impresario/protocol';
import type { Node } from '../house/node.ts';
import { ask, askFor } from '../people/ask.ts';
import { admittedId, type Wish } from '../people/books.ts';
import { people } from '../people/person.ts';
import type { World } from '../world.ts';

/** One way through the engine, from a wish to its end. */
export interface Scenario {
  readonly name: string;
  /** Troubles of the far end that always happen here. */
  readonly troubles?: readonly string[];
  play(script: Script): Promise<void>;
}

/** What a scenario may do. Whoever gets no answer because a process died asks the next one again. */
export interface Script {
  /** Asks for a song and returns its id. */
  wish(provider: string, variants: number): Promise<string>;
  stems(trackId: string): Promise<void>;
  cancel(trackId: string): Promise<void>;
  claim(trackId: string): Promise<void>;
  remove(trackId: string): Promise<void>;
  /** Lets time pass until the track has this status, or for so long that it never will. */
  until(trackId: string, status: TrackStatus): Promise<void>;
  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void>;
}

const person = people.find(({ userId }) => userId === 'cy')!;
const triesMax = 4;
const timersMax = 150;

/** Plays a world on for a scenario; a process that died is replaced. */
function createPlayer(world: World) {
  const { books, history, scheduler, timers, house, watch } = world;

  /** Plays on until nothing waits to be done; a process that died is replaced. */
  async function settle(): Promise<void> {
    do {
      if (house.standing().length === 0) await house.join();
      await scheduler.quiet();
      watch.raise();
      house.mustNotComplain();
    } while (await scheduler.step());
  }

  async function tick(): Promise<void> {
    history.step(timers.runNext() ?? 'nothing is due');
    await settle();
  }

  /** Asks until somebody answers. */
  async function persist(verb: (node: Node, answered: () => void) => void): Promise<void> {
    let isAnswered = false;
    for (let tries = 0; tries < triesMax && !isAnswered; tries += 1) {
      await settle();
      verb(house.standing()[0]!, () => (isAnswered = true));
      await settle();
      for (let left = timersMax; left > 0 && !isAnswered && books.pendingCount > 0; left -= 1) await tick();
    }
  }

  return { settle, tick, persist };
}

export function createScript(world: World): Script {
  const { books, timers, connections } = world;
  const { settle, tick, persist } = createPlayer(world);
  let wishCount = 0;

  async function wish(what: string, verb: (node: Node, wish: Wish) => ReturnType<Node['engine']['operate']>) {
    wishCount += 1;
    const made: Wish = { number: wishCount, person, key: `k${wishCount}`, label: `wish ${wishCount}`, what };
    await persist((node, answered) =>
      askFor(world, node, made, async () => {
        const answer = await verb(node, made);
        answered();
        return answer;
      }),
    );
    return books.requests.map(admittedId).findLast((id) => id !== null) ?? '';
  }

  function change(what: 'cancel' | 'claim' | 'remove', trackId: string): Promise<void> {
    return persist((node, answered) => {
      const verbs = {
        cancel: () => node.engine.cancelTrack(person.userId, trackId),
        claim: () => node.engine.claimTrack(person, trackId),
        remove: () => node.engine.removeTrack(person.userId, trackId),
      };
      ask<{ kind: string }>(world, node, `${what} ${trackId}`, verbs[what], ({ kind }) => {
        answered();
        return kind;
      });
    });
  }

  async function statusOf(trackId: string): Promise<string | undefined> {
    const { rows } = await connections.monitor.query<{ status: string }>(
      'select status from tracks where id::text = $1',
      [trackId],
    );
    return rows[0]?.status;
  }

  return {
    wish: (provider, variants) =>
      wish(`a song of ${provider}`, (node, { label, key }) => {
        const body = { prompt: label, provider, variants };
        return node.engine.admit({ caller: person, body, idempotencyKey: key });
      }),
    async stems(trackId) {
      const body = { mode: 'vocals' } as const;
      await wish(`stems of ${trackId}`, (node, { key }) =>
        node.engine.operate({
          caller: person,
          ask: { operation: 'stems', trackId, body },
          idempotencyKey: key,
        }),
      );
    },
    cancel: (trackId) => change('cancel', trackId),
    claim: (trackId) => change('claim', trackId),
    remove: (trackId) => change('remove', trackId),
    async until(trackId, status) {
      await settle();
      for (let left = timersMax; left > 0 && (await statusOf(trackId)) !== status; left -= 1) await tick();
    },
    async pass(seconds) {
      const until = timers.nowMs() + seconds * 1_000;
      while (timers.nowMs() < until) await tick();
    },
  };
}
