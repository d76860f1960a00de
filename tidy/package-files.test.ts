import { builtinModules } from 'node:module';
import { describe, it } from 'vitest';
import { expectNone } from './expect-none.ts';
import { importsOf } from './imports.ts';
import { exists, isTestCode } from './repository.ts';
import { rootPackage, rooms, type PackageFile } from './rooms.ts';

const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const ours = new Set(rooms.map(({ packageFile }) => packageFile.name));

const dependencies = (file: PackageFile): Record<string, string> => ({
  ...file.dependencies,
  ...file.optionalDependencies,
  ...file.peerDependencies,
});

describe('package.json', () => {
  it('pins every version exactly; our own packages are "*"', () => {
    const wrong = [{ folder: '.', packageFile: rootPackage }, ...rooms].flatMap(({ folder, packageFile }) =>
      Object.entries({
        ...packageFile.dependencies,
        ...packageFile.optionalDependencies,
        ...packageFile.devDependencies,
      })
        .filter(([name, version]) => (ours.has(name) ? version !== '*' : !exactVersion.test(version)))
        .map(([name, version]) => `${folder}/package.json: ${name} ${version}`),
    );
    expectNone(wrong, 'Write the version that was tested, without ^ or ~:');
  });

  it('declares what the room imports', () => {
    const wrong = rooms.flatMap((room) => {
      const own = dependencies(room.packageFile);
      const inTests = { ...own, ...room.packageFile.devDependencies, ...rootPackage.devDependencies };
      return room.files.flatMap((file) => {
        const isProduction = !isTestCode(file) && !/(^|\/)(vite|vitest)\.config\.ts$/.test(file);
        const declared = isProduction && !['tidy', 'bench'].includes(room.folder) ? own : inTests;
        return importsOf(file)
          .map((each) => ({ ...each, name: packageName(each.specifier) }))
          .filter(({ name }) => name !== null && name !== room.packageFile.name && !(name in declared))
          .filter(({ name }) => isProduction || !ours.has(name ?? ''))
          .filter(({ name }) => !(`@types/${name}` in (room.packageFile.devDependencies ?? {})))
          .map(({ line, name }) => `${file}:${line} imports ${name}`);
      });
    });
    expectNone(wrong, "Add it to `dependencies` of the room's package.json:");
  });

  it('exports only files that exist', () => {
    const wrong = rooms.flatMap(({ folder, packageFile }) =>
      Object.values(packageFile.exports ?? {})
        .filter((target) => typeof target === 'string')
        .filter((target) => !exists(`${folder}/${target}`))
        .map((target) => `${folder}/package.json exports ${target}`),
    );
    expectNone(wrong, 'Write the file or remove the entry:');
  });
});

describe('imports', () => {
  it("write Node's own modules with node:", () => {
    const bare = new Set(builtinModules);
    const wrong = rooms.flatMap(({ files }) =>
      files.flatMap((file) =>
        importsOf(file)
          .filter(({ specifier }) => bare.has(specifier))
          .map(({ line, specifier }) => `${file}:${line} imports ${specifier}`),
      ),
    );
    expectNone(wrong, 'Write node: before it:');
  });
});

/** `@scope/name` or `name`; null for files, Node's modules and what a bundler makes. */
function packageName(specifier: string): string | null {
  if (/^(\.|\/|node:|virtual:)/.test(specifier)) return null;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? null);
}
