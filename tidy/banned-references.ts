import ts from 'typescript';
import { lineOf, walk } from './syntax.ts';

export interface BannedReference {
  readonly line: number;
  readonly what: string;
}

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const dice = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']);
const globals = new Set(['globalThis', 'window', 'self', 'crypto', 'timers']);

/** Every place that takes time, chance or the environment from the world instead of being given it. */
export function bannedReferences(tree: ts.SourceFile): BannedReference[] {
  const found: BannedReference[] = [];
  walk(tree, (node) => {
    const what = nameBanned(node);
    if (what) found.push({ line: lineOf(tree, node), what });
  });
  return found;
}

function nameBanned(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return nameBannedMember(node);
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length)
    return 'new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return /^node:timers(\/promises)?$/.test(node.moduleSpecifier.text) ? node.moduleSpecifier.text : null;
  }
  if (!ts.isIdentifier(node) || !(timers.has(node.text) || dice.has(node.text))) return null;
  const { parent } = node;
  if (ts.isImportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node ? node.text : null;
  return isPlainReference(node) ? node.text : null;
}

function nameBannedMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | null {
  const owner = ts.isIdentifier(node.expression) ? node.expression.text : '';
  const member = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : '';
  const name = `${owner}.${member}`;
  if (['Date.now', 'Math.random', 'performance.now', 'process.env'].includes(name)) return name;
  return globals.has(owner) && (timers.has(member) || dice.has(member)) ? name : null;
}

/** An identifier that stands for the global: not a member, a key, a parameter or a declaration of that name. */
function isPlainReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) return false;
  return !(ts.isParameter(parent) || ts.isFunctionDeclaration(parent) || ts.isExportSpecifier(parent));
}

function isNamed(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
