import ts from 'typescript';
import { readText } from './repository.ts';

const trees = new Map<string, ts.SourceFile>();

/** The syntax tree of a file of the project. */
export function parseFile(file: string): ts.SourceFile {
  const known = trees.get(file);
  if (known) return known;
  const tree = parseText(readText(file), file);
  trees.set(file, tree);
  return tree;
}

export function parseText(text: string, name = 'example.ts'): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** Calls `visit` for the node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}
