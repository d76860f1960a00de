import type { Topic } from './relay.ts';

/** Who says it, and of what there is news. */
export interface Word {
  readonly from: string;
  readonly topics: readonly Topic[];
}

const topics: readonly string[] = ['events', 'work'] satisfies Topic[];

/** A word as text: the name of who says it, which has no spaces, then the topics. */
export function writeWord({ from, topics: told }: Word): string {
  return [from, ...told].join(' ');
}

/** Topics of a later version are none of ours; a name alone is how earlier ones said `events`. */
export function readWord(text: string): Word {
  const [from = '', ...told] = text.split(' ');
  const known = told.filter((topic): topic is Topic => topics.includes(topic));
  return { from, topics: told.length === 0 ? ['events'] : known };
}
