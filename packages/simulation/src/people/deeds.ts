import type { Change, Claimed, Dice } from '@impresario/engine';
import type { House } from '../house/house.ts';
import type { Node } from '../house/node.ts';
import { ask, askFor, type Desk } from './ask.ts';
import type { Wish } from './books.ts';
import { people, type Person } from './person.ts';

interface Parts extends Desk {
  readonly dice: Dice;
  readonly house: House;
}

type Deed = (node: Node) => void;

/** Does one thing that a person might do, chosen by the dice; false when no process would hear it. */
export type PeopleAct = () => boolean;

/** What people do, each as often as it stands here. */
export function createPeople(parts: Parts): PeopleAct {
  const { dice, house } = parts;
  const wishes = createWishes(parts);
  const changes = createChanges(parts);
  const looks = createLooks(parts);
  const deeds: readonly (readonly [number, Deed])[] = [
    [34, wishes.wish],
    [10, wishes.twins],
    [10, wishes.again],
    [4, wishes.otherBody],
    [10, wishes.operate],
    [3, wishes.lyrics],
    [4, wishes.retry],
    [12, changes.cancel],
    [5, changes.claim],
    [4, changes.remove],
    [5, looks.read],
    [3, looks.list],
  ];
  const total = deeds.reduce((sum, [weight]) => sum + weight, 0);

  return () => {
    const node = house.any(dice);
    if (!node) return false;
    let left = dice.fraction() * total;
    for (const [weight, deed] of deeds) {
      left -= weight;
      if (left < 0) {
        deed(node);
        return true;
      }
    }
    return true;
  };
}

const providers = ['trusted', 'trusted', 'trusted', 'hinted', 'paid', 'own', 'own'] as const;

/** Makes wishes, and remembers what songs they were for. */
function createWishList(parts: Parts) {
  const { books, dice } = parts;
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(dice.fraction() * from.length)];
  const bodies = new Map<Wish, { prompt: string; provider: string; variants: number }>();
  const keyCounts = new Map<Person, number>();
  let count = 0;

  /** Everybody counts keys alike, so that one person's are also another's. */
  function nextKey(person: Person): string {
    const next = (keyCounts.get(person) ?? 0) + 1;
    keyCounts.set(person, next);
    return `k${next}`;
  }

  function newWish(what: string, person: Person, isKeyed: boolean, key?: string): Wish {
    count += 1;
    const chosen = key ?? (isKeyed ? nextKey(person) : null);
    return { number: count, person, key: chosen, label: `wish ${count}`, what };
  }

  function newSong(isKeyed: boolean, person = pick(people)!, key?: string): Wish {
    const provider = pick(providers)!;
    const wish = newWish(`a song of ${provider}`, person, isKeyed, key);
    bodies.set(wish, { prompt: wish.label, provider, variants: pick([1, 2])! });
    return wish;
  }

  function send(node: Node, wish: Wish): void {
    const submission = { caller: wish.person, body: bodies.get(wish)!, idempotencyKey: wish.key };
    askFor(parts, node, wish, () => node.engine.admit(submission));
  }

  function earlier(): Wish | undefined {
    return pick([...bodies.keys()].filter(({ key }) => key !== null));
  }

  function known(): { id: string; person: Person } | undefined {
    const one = pick([...books.known]);
    return one && { id: one[0], person: one[1].person };
  }

  return { pick, newWish, newSong, send, earlier, known };
}

function createWishes(parts: Parts) {
  const { dice, house } = parts;
  const { pick, newWish, newSong, send, earlier, known } = createWishList(parts);

  return {
    wish: (node: Node) => send(node, newSong(dice.fraction() < 0.7)),
    twins(node: Node) {
      const wish = newSong(true);
      send(node, wish);
      send(house.any(dice) ?? node, wish);
    },
    again(node: Node) {
      const wish = earlier();
      if (wish) send(node, wish);
    },
    otherBody(node: Node) {
      const wish = earlier();
      if (wish) send(node, newSong(true, wish.person, wish.key!));
    },
    operate(node: Node) {
      const source = known();
      if (!source) return;
      const operation = pick(['extend', 'stems'] as const)!;
      const wish = newWish(`${operation} of ${source.id}`, source.person, true);
      const ask =
        operation === 'extend'
          ? { operation, trackId: source.id, body: { prompt: wish.label } }
          : { operation, trackId: source.id, body: { mode: 'vocals' as const } };
      const submission = { caller: wish.person, ask, idempotencyKey: wish.key };
      askFor(parts, node, wish, () => node.engine.operate(submission));
    },
    lyrics(node: Node) {
      const wish = newWish('lyrics', pick(people)!, true);
      const ask = { operation: 'lyrics', body: { prompt: wish.label } } as const;
      askFor(parts, node, wish, () =>
        node.engine.operate({ caller: wish.person, ask, idempotencyKey: wish.key }),
      );
    },
    retry(node: Node) {
      const source = known();
      if (!source) return;
      const wish = newWish(`retry of ${source.id}`, source.person, true);
      const submission = { caller: wish.person, idempotencyKey: wish.key };
      askFor(parts, node, wish, () => node.engine.retryTrack(submission, source.id, { prompt: wish.label }));
    },
  };
}

/** A track, mostly with its owner, now and then with somebody else. */
function choose({ books, dice }: Parts) {
  const ids = [...books.known.keys()];
  const id = ids[Math.floor(dice.fraction() * ids.length)];
  if (id === undefined) return null;
  const owner = books.known.get(id)!.person;
  const stranger = people.find((one) => one !== owner)!;
  const person = dice.fraction() < 0.1 ? stranger : owner;
  return { id, person, isOwn: person === owner };
}

function createChanges(parts: Parts) {
  const { books, watch } = parts;

  function change(what: 'cancel' | 'remove' | 'claim'): Deed {
    return (node) => {
      const chosen = choose(parts);
      if (!chosen) return;
      const { id, person, isOwn } = chosen;
      const verbs: Record<typeof what, () => Promise<Change | Claimed>> = {
        cancel: () => node.engine.cancelTrack(person.userId, id),
        remove: () => node.engine.removeTrack(person.userId, id),
        claim: () => node.engine.claimTrack(person, id),
      };
      ask(parts, node, `${person.userId} ${what}s ${id}`, verbs[what], (answer) => {
        if (!isOwn && answer.kind !== 'not-found')
          watch.accuse('I15', `${person.userId} may ${what} track ${id}`);
        if (answer.kind === 'done') {
          const { status, creditsRefunded: refunded } = answer.track;
          books.done.push({ what, trackId: id, status, refunded });
        }
        if (answer.kind === 'claimed') {
          const { id: claimedId, status, creditsRefunded: refunded } = answer.track;
          books.done.push({ what, trackId: id, status, refunded });
          if (!books.known.has(claimedId)) books.known.set(claimedId, { person, revision: 0 });
          return `${answer.kind} as ${parts.history.name(claimedId)}`;
        }
        return answer.kind;
      });
    };
  }

  return { cancel: change('cancel'), remove: change('remove'), claim: change('claim') };
}

function createLooks(parts: Parts) {
  const { books, dice, watch } = parts;

  const read: Deed = (node) => {
    const chosen = choose(parts);
    if (!chosen) return;
    const { id, person, isOwn } = chosen;
    const seen = books.known.get(id)!;
    const before = seen.revision;
    ask(
      parts,
      node,
      `${person.userId} reads ${id}`,
      () => node.engine.readTrack(person.userId, id),
      (track) => {
        if (track && !isOwn) watch.accuse('I15', `${person.userId} reads track ${id} of another`);
        if (!track) return 'nothing';
        if (track.revision < before)
          watch.accuse('I6', `track ${id} went back to revision ${track.revision}`);
        seen.revision = Math.max(seen.revision, track.revision);
        return `${track.status}, revision ${track.revision}`;
      },
    );
  };

  const list: Deed = (node) => {
    const person = people[Math.floor(dice.fraction() * people.length)]!;
    const none = { cursor: null, status: null, provider: null, search: null, sourceTrackId: null };
    const query = { limit: 20, ...none };
    ask(
      parts,
      node,
      `${person.userId} lists`,
      () => node.engine.listTracks(person.userId, query),
      (page) => {
        const foreign = page?.data.find(({ id }) => (books.known.get(id)?.person ?? person) !== person);
        if (foreign) watch.accuse('I15', `${person.userId} is shown track ${foreign.id} of another`);
        return `${page?.data.length} tracks`;
      },
    );
  };

  return { read, list };
}

/** Everybody asks for the late results of what failed, twice at once. */
export function claimAll(
  { books, ...desk }: Desk,
  nodes: readonly Node[],
  failedIds: readonly string[],
): void {
  for (const id of failedIds) {
    const person = books.known.get(id)?.person;
    if (!person) continue;
    for (const node of nodes.slice(0, 2)) {
      ask(
        { books, ...desk },
        node,
        `${person.userId} claims ${id}`,
        () => node.engine.claimTrack(person, id),
        (answer) =>
          answer.kind === 'claimed' ? `claimed as ${desk.history.name(answer.track.id)}` : answer.kind,
      );
    }
  }
}
