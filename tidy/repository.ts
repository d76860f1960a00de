import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What git ignores, as folder names. */
const ignored = new Set(['node_modules', '.git', 'dist', 'data', 'tracks', 'coverage', '.vitest']);

/** Files kept as they came from somebody else. */
const foreign = [
  'package-lock.json',
  'LICENSE',
  'packages/providers/local/soundfont/',
  'packages/providers/local/fonts/',
];

const binary = /\.(png|jpe?g|gif|ico|webp|woff2?|ttf|otf|sf[23]|mp3|wav|flac|wasm|mp4|zip|gz|pdf)$/;

/** Every file of the project, as paths from the root with forward slashes, sorted. */
const allFiles: readonly string[] = listFiles('');

export const ourFiles = allFiles.filter((file) => !foreign.some((prefix) => file.startsWith(prefix)));
export const textFiles = ourFiles.filter((file) => !binary.test(file));
export const codeFiles = ourFiles.filter(
  (file) => /\.(ts|tsx|js|mjs)$/.test(file) && !file.endsWith('.d.ts'),
);

const texts = new Map<string, string>();

export function readText(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(root, file), 'utf8');
  texts.set(file, text);
  return text;
}

export function exists(file: string): boolean {
  return statSync(path.join(root, file), { throwIfNoEntry: false }) !== undefined;
}

/** Code that only runs in tests: it may wait, roll dice and reach for testing entries. */
export function isTestCode(file: string): boolean {
  return (
    /\.test\.tsx?$/.test(file) ||
    /(^|\/)(test|testing|example|conformance|fixtures|bad-days|kills|fuzz|flows|simulation)\//.test(file) ||
    /(^|\/)(testing|test-[\w-]+)\.tsx?$/.test(file)
  );
}

function listFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !ignored.has(entry.name))
    .flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(name) : entry.isFile() ? [name] : [];
    })
    .sort();
}
