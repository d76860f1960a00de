import ts from 'typescript';

/** The part of a JSON Schema that has words for people in it. */
export interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Described>>;
}

/** A type's text, with what its schema says of each field above it: who has the types alone has no other place to look. */
export function described(text: string, schema: Described): string {
  const tree = ts.createSourceFile('type.ts', text, ts.ScriptTarget.Latest, true);
  const notes: { readonly at: number; readonly words: string }[] = [];

  /** The schema itself and all it may be instead: a null, one of several, an element. */
  function forms(one: Described): Described[] {
    const { $ref, anyOf = [], oneOf = [], items } = one;
    const named = $ref === undefined ? undefined : schema.$defs?.[$ref.split('/').at(-1) ?? ''];
    const others = [named, ...anyOf, ...oneOf, items].filter((each) => each !== undefined);
    return [one, ...others.flatMap(forms)];
  }

  function visit(node: ts.Node, about: readonly Described[]): void {
    if (!ts.isPropertySignature(node)) return ts.forEachChild(node, (child) => visit(child, about));
    const name = (node.name as ts.Identifier).text;
    const fields = about.flatMap(forms).flatMap(({ properties }) => properties?.[name] ?? []);
    // Words of a named type stand at that type, and not at every field that is one.
    const words = fields.map(({ description }) => description).find((each) => each !== undefined);
    if (words !== undefined) notes.push({ at: node.getStart(), words: words.replaceAll('*/', '* /') });
    if (node.type) visit(node.type, fields);
  }

  visit(tree, [schema]);
  return notes.reduceRight(
    (done, { at, words }) => `${done.slice(0, at)}\n/** ${words} */\n${done.slice(at)}`,
    text,
  );
}
