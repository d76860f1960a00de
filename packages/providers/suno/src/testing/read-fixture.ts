import { readFileSync } from 'node:fs';

/** The examples of one file in `fixtures/`, by name. */
export function readFixture(name: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}
