import { codeFiles, exists, ourFiles, readText } from './repository.ts';

export interface PackageFile {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A workspace: a folder with a package.json of its own. */
export interface Room {
  /** `packages/engine` */
  readonly folder: string;
  readonly packageFile: PackageFile;
  readonly files: readonly string[];
}

export const rootPackage = JSON.parse(readText('package.json')) as PackageFile;

export const rooms: readonly Room[] = ourFiles
  .filter((file) => file.endsWith('/package.json'))
  .map((file) => {
    const folder = file.slice(0, -'/package.json'.length);
    return {
      folder,
      packageFile: JSON.parse(readText(file)) as PackageFile,
      files: codeFiles.filter((code) => code.startsWith(`${folder}/`)),
    };
  });

/** The room that publishes this package, by import specifier. */
export function roomOfSpecifier(specifier: string): Room | undefined {
  return rooms.find(({ packageFile: { name } }) => specifier === name || specifier.startsWith(`${name}/`));
}

/** `.` or `./testing`, as `exports` names it. */
export function entryOf(specifier: string, room: Room): string {
  return `.${specifier.slice(room.packageFile.name.length)}`;
}

/** Entries made for the tests of others, whatever the table says; production code uses none of them. */
export const testEntries = new Set(['./testing', './conformance', './conformance/scripted']);

/**
 * Who may import whom. `*` in a folder stands for one name. A room that is not here yet needs a line: the
 * table is the promise about what each room may know.
 */
const table: Readonly<Record<string, readonly string[]>> = {
  'packages/protocol': [],
  'packages/provider': ['packages/protocol'],
  'packages/provider-kit': ['packages/protocol', 'packages/provider'],
  'packages/providers/*': ['packages/protocol', 'packages/provider', 'packages/provider-kit'],
  'packages/simulators': [],
  'packages/database': ['packages/protocol'],
  'packages/storage': ['packages/protocol'],
  'packages/limits': [],
  'packages/guide': [],
  'packages/engine': [
    'packages/protocol',
    'packages/provider',
    'packages/limits',
    'packages/database',
    'packages/storage',
  ],
  'packages/realtime': ['packages/protocol', 'packages/database'],
  'packages/http': [
    'packages/protocol',
    'packages/guide',
    'packages/limits',
    'packages/engine',
    'packages/realtime',
    'packages/storage',
    'packages/database',
  ],
  'packages/client': ['packages/protocol'],
  'packages/react': ['packages/protocol', 'packages/client'],
  'apps/studio': ['packages/protocol', 'packages/client', 'packages/react'],
  'apps/cli': ['packages/protocol', 'packages/client', 'packages/simulators', 'apps/server'],
  'apps/server': ['*'],
  'packages/simulation': [
    'packages/protocol',
    'packages/provider',
    'packages/database',
    'packages/storage',
    'packages/engine',
    'packages/realtime',
  ],
  bench: ['*'],
  tidy: [],
};

/** The rooms `folder` may import; null when the table has no line for it. */
export function allowedImports(folder: string): readonly string[] | null {
  return (
    table[folder] ?? table[folder.replace(/^packages\/providers\/[^/]+$/, 'packages/providers/*')] ?? null
  );
}

/** Names that one room may take of another, where it may not take all. */
export const narrowImports: readonly { from: string; to: string; names: readonly string[]; why: string }[] = [
  {
    from: 'packages/http',
    to: 'packages/database',
    names: ['isTransient'],
    why: 'routes hold no SQL; they only tell a passing database fault from a lasting one',
  },
];

/** Outside packages a room may import in production code, where the list is closed. */
export const closedExternals: Readonly<Record<string, readonly string[]>> = {
  'packages/protocol': ['zod'],
  'packages/provider': [],
  'packages/client': [],
};

/** Rooms whose production code also runs in browsers, so that `node:` is closed to it. */
export const anyRuntime = [
  'packages/protocol',
  'packages/client',
  'packages/react',
  'apps/studio/src',
].filter(exists);
