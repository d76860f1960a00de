import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { expectNone } from './expect-none.ts';
import { codeFiles, isTestCode, ourFiles, readText } from './repository.ts';
import { lineOf, parseFile, parseText, walk } from './syntax.ts';

const fileLinesMax = 300;
const functionLinesMax = 70;
/** Markup is mostly height. */
const componentLinesMax = 120;

const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
/** Names that others prescribe: READMEs, licences, migrations (number first), Dockerfiles. */
const prescribed = /^([A-Z][A-Z-]*(\.md|\.txt)?|Dockerfile|__snapshots__|\d{6}_[a-z0-9_-]+\.sql)$/;
const vagueWords = ['util', 'utils', 'helper', 'helpers', 'manager', 'misc', 'common'];
const vagueNames = ['data', 'info', 'types', 'constants'];

describe('files', () => {
  it(`have at most ${fileLinesMax} lines`, () => {
    const long = codeFiles
      .map((file) => ({ file, lines: readText(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > fileLinesMax)
      .map(({ file, lines }) => `${file}: ${lines} lines`);
    expectNone(long, 'A file does one thing, mostly in 40 to 120 lines. Split it along what it knows:');
  });

  it('are named in kebab-case after their main export', () => {
    const wrong = ourFiles.filter((file) =>
      file.split('/').some((part) => !kebab.test(part) && !prescribed.test(part)),
    );
    expectNone(wrong, 'Rename to kebab-case:');
  });

  it('say what is in them', () => {
    const wrong = codeFiles.filter((file) => {
      if (file.endsWith('/realtime-subscription-manager.ts')) return false;
      const name = (file.split('/').at(-1) ?? '').split('.')[0] ?? '';
      const folders = file.split('/').slice(0, -1);
      const words = [...name.split('-'), ...folders];
      return vagueNames.includes(name) || words.some((word) => vagueWords.includes(word));
    });
    expectNone(
      wrong,
      `A name like ${vagueWords.join(', ')}, ${vagueNames.join(', ')} says nothing. Name the thing:`,
    );
  });

  it('export no Manager, Helper or Util', () => {
    const wrong = codeFiles.flatMap((file) =>
      [...readText(file).matchAll(/^export (?:abstract )?(?:class|function|const|interface|type) (\w+)/gm)]
        .map((match) => match[1] ?? '')
        .filter((name) => /(Manager|Helpers?|Utils?)$/.test(name) && name !== 'RealtimeSubscriptionManager')
        .map((name) => `${file} exports ${name}`),
    );
    expectNone(wrong, 'Name it after what it does:');
  });
});

describe('functions', () => {
  it(`fit a screen: ${functionLinesMax} lines, ${componentLinesMax} for a component`, () => {
    const long = codeFiles.flatMap((file) =>
      longFunctions(parseFile(file), isTestCode(file)).map((found) => `${file}:${found}`),
    );
    expectNone(long, 'Branch in the parent and compute in pure leaves; split it:');
  });

  it('are measured from their first line to their last', () => {
    const body = Array.from({ length: 80 }, (_, index) => `  call(${index});`).join('\n');
    const tree = parseText(`export function long() {\n${body}\n}\nconst short = () => 1;\n`);
    expect(longFunctions(tree, false)).toEqual(['1 long has 82 lines']);
  });
});

function longFunctions(tree: ts.SourceFile, inTest: boolean): string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
    if (inTest && isSuite(node)) return;
    const first = lineOf(tree, node);
    const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
    const name = nameOf(node);
    const isComponent = tree.fileName.endsWith('.tsx') && /^[A-Z]/.test(name);
    if (lines > (isComponent ? componentLinesMax : functionLinesMax)) {
      found.push(`${first} ${name} has ${lines} lines`);
    }
  });
  return found;
}

/** The callback of a `describe`: a list of tests, not a function to follow. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function';
}
