import type { ServerNode } from './server-node.ts';

/** One line of a server's own log; level 40 warns, 50 is an error. */
export interface LogLine {
  readonly level: number;
  readonly time: string;
  readonly msg: string;
  readonly err?: { readonly message: string };
}

/** What the processes of these nodes have logged; half a line of one that was killed is left out. */
export function logLines(nodes: readonly ServerNode[]): LogLine[] {
  return nodes
    .flatMap(({ output }) => output().split('\n'))
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine);
}
