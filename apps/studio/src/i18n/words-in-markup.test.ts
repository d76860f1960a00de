import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
/** Attributes whose words people read or hear. */
const worded = /^(aria-label|aria-valuetext|alt|title|label|lead|text|hint|placeholder|action|summary)$/;
/** Not words: the house name, and what a terminal shows. */
const exempt = [/^Impresario$/, /^npm start$/, /^Open$/, /^https:\/\/$/, /^\$$/];

it('stands in the messages, and nowhere in the markup', () => {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => wordsIn(file).map((words) => `${file}: ${words}`));
  expect(found).toEqual([]);
});

it('is found as text and as an attribute', () => {
  const markup = `const a = <p title="Now">Hello <b>{x}</b></p>;`;
  expect(wordsOf(ts.createSourceFile('a.tsx', markup, ts.ScriptTarget.Latest, true))).toEqual([
    'Now',
    'Hello',
  ]);
});

function wordsIn(file: string): string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  return wordsOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

function wordsOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && worded.test(node.name.getText()) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) found.push(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.filter((words) => /\p{L}{2}/u.test(words) && !exempt.some((each) => each.test(words)));
}
