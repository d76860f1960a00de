import { createHash } from 'node:crypto';

const keptSteps = 40;
const keptDeeds = 60;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What happened in a run, in order: all of it as a hash, the end of it and every deed as text. */
export interface History {
  /** One choice of the scheduler and what came of it. */
  step(line: string): void;
  /** Something done by people, providers or the weather. */
  deed(line: string): void;
  /** Gives a track a short name, by which it is called from then on. */
  name(trackId: string): string;
  hash(): string;
  stepCount(): number;
  text(): string;
}

export function createHistory(time: () => string): History {
  const hash = createHash('sha256');
  const names = new Map<string, string>();
  const steps: string[] = [];
  const deeds: string[] = [];
  let count = 0;

  function name(id: string): string {
    const known = names.get(id);
    if (known) return known;
    names.set(id, `t${names.size + 1}`);
    return names.get(id)!;
  }

  function push(list: string[], max: number, line: string): void {
    const named = line.replace(uuid, (id) => names.get(id) ?? id.slice(-6));
    const whole = `${String(count).padStart(5)} ${time()} ${named}`;
    hash.update(`${whole}\n`);
    list.push(whole);
    if (list.length > max) list.shift();
  }

  return {
    name,
    step(line) {
      count += 1;
      push(steps, keptSteps, line);
    },
    deed: (line) => push(deeds, keptDeeds, line),
    hash: () => hash.copy().digest('hex').slice(0, 16),
    stepCount: () => count,
    text: () => ['What was done:', ...deeds, '', 'The last steps:', ...steps].join('\n'),
  };
}
