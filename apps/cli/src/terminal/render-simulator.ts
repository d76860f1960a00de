import type { Paint } from './paint.ts';

interface RunningSimulator {
  kind: string;
  url: string;
  speed: string;
  /** What the server needs to know to use it. */
  variables: Readonly<Record<string, string>>;
}

/** What `simulate` says once it listens: the address, and what to start the server with. */
export function renderSimulator({ kind, url, speed, variables }: RunningSimulator, paint: Paint): string {
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  const lines = assignments.map((assignment) => `    ${paint.accent(assignment)} \\`);
  return [
    '',
    `  ${paint.accent('♪')} ${paint.bold(`A simulated ${kind}`)} ${paint.dim(`(${speed})`)} on ${paint.accent(url)}`,
    '',
    '  Use it, in another terminal:',
    '',
    ...lines,
    `    ${paint.accent('npm start')}`,
    '',
    `  ${paint.dim('Every request is a line below. Ctrl-C stops.')}`,
    '',
    '',
  ].join('\n');
}

/** A value that a shell takes as one word. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
