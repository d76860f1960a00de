import type { Dice } from '@impresario/engine';
import type { History } from '../scheduler/history.ts';
import { Violation, type Owner } from '../scheduler/operation.ts';
import { createNode, type Ground, type Node } from './node.ts';

const nodesMax = 3;

/** All processes of ours, those that died included. */
export interface House {
  /** Alive, and not about to stop. */
  standing(): readonly Node[];
  any(dice: Pick<Dice, 'fraction'>): Node | null;
  join(): Promise<Node | null>;
  crash(owner: Owner): Promise<void>;
  /** Drains one, as at a deployment. */
  stop(node: Node): void;
  isStopping(): boolean;
  /** Nothing of it happens for a while; then it goes on as if nothing had been. */
  pause(node: Node, forMs: number): void;
  /** Breaks the run if a process has said something that only a fault of ours makes it say. */
  mustNotComplain(): void;
  /** Told of each process that is gone. */
  onGone: (node: Node) => void;
}

export function createHouse(ground: Ground, history: History, seed: number): House {
  const { timers, far } = ground;
  const nodes: Node[] = [];
  const stopping = new Set<Node>();

  const standing = () => nodes.filter((node) => node.isAlive && !stopping.has(node));

  const house: House = {
    standing,
    any(dice) {
      const awake = standing().filter(({ isPaused }) => !isPaused);
      return awake[Math.floor(dice.fraction() * awake.length)] ?? null;
    },
    async join() {
      if (standing().length >= nodesMax) return null;
      const node = createNode(ground, `n${nodes.length + 1}`, seed * 100 + nodes.length);
      nodes.push(node);
      history.deed(`${node.name} starts`);
      await node.engine.start();
      return node;
    },
    async crash(owner) {
      const node = nodes.find((one) => one === owner);
      if (!node?.isAlive) return;
      history.deed(`${node.name} is killed`);
      await node.kill();
      house.onGone(node);
    },
    stop(node) {
      history.deed(`${node.name} is asked to stop`);
      stopping.add(node);
      void node.engine.stop().then(() => {
        history.deed(`${node.name} has stopped`);
        stopping.delete(node);
        void node.kill();
        house.onGone(node);
      });
    },
    isStopping: () => [...stopping].some(({ isAlive }) => isAlive),
    pause(node, forMs) {
      history.deed(`${node.name} stands still for ${forMs / 1_000} s`);
      node.isPaused = true;
      timers.schedule(far.owner, `${node.name} goes on`, () => (node.isPaused = false), forMs);
    },
    mustNotComplain() {
      for (const { name, log } of nodes) {
        const [first] = log.complaints;
        if (first) throw new Violation(first.rule, `${name} says “${first.text}”`);
      }
    },
    onGone: () => {},
  };
  return house;
}
