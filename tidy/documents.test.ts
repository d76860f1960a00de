import path from 'node:path';
import { describe, it } from 'vitest';
import { expectNone } from './expect-none.ts';
import { codeFiles, exists, ourFiles, readText, textFiles } from './repository.ts';
import { rooms } from './rooms.ts';

const architecture = 'docs/ARCHITECTURE.md';
const documents = ourFiles.filter((file) => file.endsWith('.md'));

describe('documents', () => {
  it('link only to files that exist', () => {
    const wrong = documents.flatMap((file) =>
      linksOf(readText(file))
        .filter((link) => !exists(path.posix.join(path.posix.dirname(file), link)))
        .map((link) => `${file} links to ${link}`),
    );
    expectNone(wrong, 'Mend the link:');
  });

  it('name in the map every room, and nothing that is not there', () => {
    if (!exists(architecture)) return;
    const map = readText(architecture);
    const missing = rooms.map(({ folder }) => folder).filter((folder) => !isNamed(map, folder));
    expectNone(missing, `Say in ${architecture} what this room is for:`);
    const present = map
      .split('\n')
      .filter((line) => !/\bto come\b/.test(line))
      .join('\n');
    const gone = [...present.matchAll(/`((?:apps|packages|bench|docs|tidy|tools)\/[\w./-]*)`/g)]
      .map((match) => match[1] ?? '')
      .filter((named) => !exists(named));
    expectNone(
      gone,
      `${architecture} names a path that does not exist; if it is planned, its line says "to come":`,
    );
  });

  it('hold every rule that code and tests quote', () => {
    if (!exists(architecture)) return;
    const known = new Set(documents.flatMap((file) => idsOf(readText(file))));
    const wrong = [...codeFiles, ...textFiles.filter((file) => file.endsWith('.sql'))].flatMap((file) =>
      quotedIds(readText(file))
        .filter((id) => !known.has(id))
        .map((id) => `${file} quotes ${id}`),
    );
    expectNone(
      [...new Set(wrong)],
      'No document states this rule. Correct the id, or write the rule into docs/:',
    );
  });
});

/** `packages/providers/local`, or `local` in a list such as `packages/providers/{suno,local}`. */
function isNamed(map: string, folder: string): boolean {
  if (map.includes(`${folder}/`) || map.includes(`\`${folder}\``)) return true;
  const parent = path.posix.dirname(folder).replaceAll('/', '\\/');
  return new RegExp(`${parent}/\\{[^}]*\\b${path.posix.basename(folder)}\\b[^}]*\\}`).test(map);
}

/** Targets of relative links, without their fragments. */
function linksOf(markdown: string): string[] {
  const withoutCode = markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...withoutCode.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^([a-z]+:|#|\/)/i.test(link))
    .map((link) => decodeURIComponent(link.split('#')[0] ?? ''));
}

const rule = /\b(?:PRO|GEN|IDM|LIM|CRE|CAL|RT|SEC|PERF)-\d+\b/g;

function idsOf(text: string): string[] {
  return [...text.matchAll(rule)].map(([id]) => id);
}

function quotedIds(text: string): string[] {
  return [...new Set(idsOf(text))];
}
