import ts from 'typescript';
import { lineOf, parseFile, walk } from './syntax.ts';

export interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** The names taken; empty for a bare or a whole import. */
  readonly names: readonly string[];
}

/** Every static import, re-export, `import()` and `import type` of a file. */
export function importsOf(file: string, tree: ts.SourceFile = parseFile(file)): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, names: readonly string[]) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ file, line: lineOf(tree, node), specifier: specifier.text, names });
  };
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      add(
        node,
        node.moduleSpecifier,
        bindings && ts.isNamedImports(bindings) ? namesOf(bindings.elements) : [],
      );
    } else if (ts.isExportDeclaration(node)) {
      const clause = node.exportClause;
      add(node, node.moduleSpecifier, clause && ts.isNamedExports(clause) ? namesOf(clause.elements) : []);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], []);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, []);
    }
  });
  return found;
}

function namesOf(elements: ts.NodeArray<ts.ImportSpecifier> | ts.NodeArray<ts.ExportSpecifier>): string[] {
  return elements.map((element) => (element.propertyName ?? element.name).text);
}
