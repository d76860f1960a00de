import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { described, type Described } from './described.ts';

export interface DeclarationOptions {
  /** The folder of `index.ts`. */
  readonly source: string;
  readonly out: string;
  /** A package whose types are written out, so that who reads them needs nothing of it. */
  readonly flattened: string;
}

/** What a schema of the validator can say of itself. */
interface Schema {
  toJSONSchema(options: { readonly io: 'input'; readonly unrepresentable: 'any' }): Described;
}

const ofFlattened = 'protocol';

/** Writes the type declarations of a package. Throws when one of its exports has a type that cannot be named. */
export async function emitDeclarations({ source, out, flattened }: DeclarationOptions): Promise<void> {
  const program = createProgram(source, out);
  const wanted = new Set<string>();
  const files = new Map<string, string>();
  for (const file of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${source}/`))) {
    const { diagnostics } = program.emit(file, (name, text) => {
      files.set(path.relative(out, name), rewrite(text, path.relative(out, name), flattened, wanted));
    });
    const [fault] = diagnostics;
    if (fault)
      throw new Error(`${file.fileName}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`);
  }
  if (wanted.size > 0) {
    const values = (await import(flattened)) as Readonly<Record<string, unknown>>;
    files.set(
      `${ofFlattened}.d.ts`,
      flatten(program, flattened, wanted, (name) => schemaOf(values, name)),
    );
  }
  for (const [name, text] of files) {
    const target = path.join(out, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await format(text, { parser: 'typescript', printWidth: 110, singleQuote: true }));
  }
}

function createProgram(source: string, out: string): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const entry = ['index.ts', 'index.tsx']
    .map((name) => path.join(source, name))
    .find((name) => ts.sys.fileExists(name));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, '.');
  return ts.createProgram([entry ?? ''], {
    ...options,
    types: [],
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: source,
    outDir: out,
  });
}

/** Points every import at what is published, and notes what is taken of the flattened package. */
function rewrite(text: string, name: string, flattened: string, wanted: Set<string>): string {
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const up = path.posix.relative(path.posix.dirname(name), '.') || '.';
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      const target =
        node.text === flattened ? `${up}/${ofFlattened}.js` : node.text.replace(/^(\..*)\.tsx?$/, '$1.js');
      if (target !== node.text) edits.push({ start: node.getStart() + 1, end: node.end - 1, text: target });
      if (node.text === flattened) for (const taken of namesTaken(node)) wanted.add(taken);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return edits.reduceRight(
    (done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end),
    text,
  );
}

/** What an import, an export or an `import('…').Name` takes of the module this literal names. */
function namesTaken(literal: ts.StringLiteral): string[] {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent)) {
    const bindings = parent.importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(importedName) : [];
  }
  if (ts.isExportDeclaration(parent)) {
    return parent.exportClause && ts.isNamedExports(parent.exportClause)
      ? parent.exportClause.elements.map(importedName)
      : [];
  }
  const type = parent.parent;
  return ts.isImportTypeNode(type) && type.qualifier ? [type.qualifier.getText()] : [];
}

function importedName({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

/** The wanted types of a package, each written out to its last member; interfaces as they stand. */
function flatten(
  program: ts.Program,
  flattened: string,
  wanted: ReadonlySet<string>,
  schemaOf: (name: string) => Described,
): string {
  const checker = program.getTypeChecker();
  const entry = program
    .getSourceFiles()
    .find(({ fileName }) => fileName.endsWith(`/packages/${flattened.split('/')[1]}/src/index.ts`));
  const module = entry && checker.getSymbolAtLocation(entry);
  const exported = module ? checker.getExportsOfModule(module) : [];
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const lines = [...wanted].sort().map((name) => {
    const found = exported.find((symbol) => symbol.name === name);
    if (!found) throw new Error(`${flattened} exports no ${name}`);
    const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    const [declaration] = symbol.declarations ?? [];
    const about = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const comment = about === '' ? '' : `/** ${about} */\n`;
    if (declaration && ts.isInterfaceDeclaration(declaration)) return comment + declaration.getText();
    const type = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags);
    return comment + described(`export type ${name} = ${type};`, schemaOf(name));
  });
  return `${lines.join('\n\n')}\n`;
}

/** What the schema of a type says of its fields; nothing where there is none. */
function schemaOf(values: Readonly<Record<string, unknown>>, name: string): Described {
  const schema = values[`${name[0]?.toLowerCase()}${name.slice(1).replace(/Input$/, '')}Schema`];
  return (schema as Schema | undefined)?.toJSONSchema({ io: 'input', unrepresentable: 'any' }) ?? {};
}
