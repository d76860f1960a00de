import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNone } from './expect-none.ts';
import { importsOf, type Import } from './imports.ts';
import { isTestCode } from './repository.ts';
import {
  allowedImports,
  anyRuntime,
  closedExternals,
  entryOf,
  narrowImports,
  roomOfSpecifier,
  rooms,
  testEntries,
  type Room,
} from './rooms.ts';
import { parseText } from './syntax.ts';

interface RoomImport extends Import {
  readonly from: Room;
  readonly to: Room | undefined;
  readonly inTest: boolean;
}

const imports: readonly RoomImport[] = rooms.flatMap((from) =>
  from.files.flatMap((file) =>
    importsOf(file).map((each) => ({
      ...each,
      from,
      to: roomOfSpecifier(each.specifier),
      inTest: isTestCode(file),
    })),
  ),
);

const where = ({ file, line, specifier }: Import) => `${file}:${line} imports ${specifier}`;

describe('who may import whom', () => {
  it('gives every room a line in the table', () => {
    const unknown = rooms.map(({ folder }) => folder).filter((folder) => allowedImports(folder) === null);
    expectNone(unknown, 'Say in tidy/rooms.ts and docs/ARCHITECTURE.md what this room may import:');
  });

  it('keeps to the table; test code may also use the testing entries', () => {
    const wrong = imports.filter(({ from, to, specifier, inTest }) => {
      if (!to || to === from) return false;
      if (inTest && testEntries.has(entryOf(specifier, to))) return false;
      const allowed = allowedImports(from.folder) ?? [];
      return !allowed.includes('*') && !allowed.includes(roomKey(to));
    });
    const remedy =
      'These rooms may not know each other. Pass what is needed in from the composition root (apps/server), ' +
      'or move it to a room both may import; the table is in tidy/rooms.ts:';
    expectNone(wrong.map(where), remedy);
  });

  it('lets production code use no testing entry', () => {
    const wrong = imports.filter(
      ({ to, specifier, inTest, from }) =>
        to && to !== from && !inTest && from.folder !== 'bench' && testEntries.has(entryOf(specifier, to)),
    );
    expectNone(wrong.map(where), 'Testing entries are for *.test.ts, test/ and testing/ only:');
  });

  it('uses only what a package exports', () => {
    const wrong = imports.filter(
      ({ to, specifier }) => to && !(entryOf(specifier, to) in (to.packageFile.exports ?? {})),
    );
    expectNone(
      wrong.map(where),
      "Import the package's entry, or add the entry to `exports` of its package.json:",
    );
  });

  it('leaves a room only by its package name', () => {
    const wrong = imports.filter(({ file, specifier, from }) => {
      if (!specifier.startsWith('.')) return false;
      const target = path.posix.join(path.posix.dirname(file), specifier);
      return !target.startsWith(`${from.folder}/`);
    });
    expectNone(wrong.map(where), 'A relative import may not leave its room; import the package by name:');
  });

  it('takes no more than agreed where a room is only half open', () => {
    const wrong = narrowImports.flatMap(({ from, to, names, why }) =>
      imports
        .filter((each) => !each.inTest && each.from.folder === from && each.to?.folder === to)
        .filter((each) => each.names.length === 0 || each.names.some((name) => !names.includes(name)))
        .map((each) => `${where(each)}: only ${names.join(', ')} is open, because ${why}`),
    );
    expectNone(wrong, 'Take only the agreed names:');
  });

  it('keeps the closed rooms free of other outside packages', () => {
    const wrong = imports.filter(({ from, specifier, to, inTest }) => {
      const open = closedExternals[from.folder];
      if (!open || inTest || to || specifier.startsWith('.') || specifier.startsWith('node:')) return false;
      return !open.includes(specifier) && !open.some((name) => specifier.startsWith(`${name}/`));
    });
    expectNone(wrong.map(where), 'This room keeps its dependencies few (tidy/rooms.ts says which):');
  });

  it('keeps what runs in browsers free of Node', () => {
    const wrong = imports.filter(
      ({ file, specifier, inTest }) =>
        !inTest &&
        specifier.startsWith('node:') &&
        anyRuntime.some((folder) => file.startsWith(`${folder}/`)),
    );
    expectNone(wrong.map(where), 'This also runs in a browser; take the capability as a parameter:');
  });

  it('has no cycle between packages', () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to, inTest } of imports) {
      if (inTest || !to || to === from) continue;
      edges.set(from.folder, (edges.get(from.folder) ?? new Set()).add(to.folder));
    }
    expectNone(findCycles(edges), 'Turn one of these imports round, with a port that the caller passes in:');
  });
});

function roomKey({ folder }: Room): string {
  return folder;
}

function findCycles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const cycles: string[] = [];
  const follow = (trail: readonly string[]) => {
    const last = trail.at(-1) ?? '';
    for (const next of edges.get(last) ?? []) {
      if (next === trail[0]) cycles.push([...trail, next].join(' → '));
      else if (!trail.includes(next)) follow([...trail, next]);
    }
  };
  for (const start of edges.keys()) follow([start]);
  return cycles;
}

describe('these checks themselves', () => {
  it('see every kind of import', () => {
    const text = [
      "import a, { b as c, type D } from 'one';",
      "export { e } from 'two';",
      "export * from 'three';",
      "const f = await import('four');",
      "type G = import('five').H;",
      "import 'six';",
    ].join('\n');
    const seen = importsOf('example.ts', parseText(text));
    expect(seen.map(({ specifier }) => specifier)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
    expect(seen[0]?.names).toEqual(['b', 'D']);
  });

  it('see a cycle', () => {
    const edges = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a'])],
    ]);
    expect(findCycles(edges)).toContain('a → b → c → a');
  });
});
