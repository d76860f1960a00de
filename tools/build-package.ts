// `npm run build`: what is published of each package, as a folder `dist` in it that `npm pack` takes; of one of them, and
// elsewhere, by `npm run build -- packages/client [OUT]`.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';
import { emitDeclarations } from './declarations.ts';

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Rolled {
  /** Packages that stay imports. */
  readonly external: readonly string[];
  readonly minify: boolean;
  readonly banner: string;
}

/** Only its types cross into a published package, written out: it would bring a validator that clients do not need. */
const flattened = '@impresario/protocol';

/** Tells frameworks that render on a server that hooks and contexts are not theirs. */
const forPages = "'use client';";

const [folder, given] = process.argv.slice(2);
for (const each of folder === undefined ? ['packages/client', 'packages/react'] : [folder]) {
  await buildPackage(path.resolve(each), path.resolve(given ?? path.join(each, 'dist')));
}

async function buildPackage(source: string, out: string): Promise<void> {
  const file = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as PackageFile;
  const { [flattened]: _, ...dependencies } = file.dependencies ?? {};
  const outside = [...Object.keys(dependencies), ...Object.keys(file.peerDependencies ?? {})];
  // In one file with all it needs, for pages without a bundler; not where a framework must be shared.
  const isWhole = file.peerDependencies === undefined;

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build(
    library(source, out, 'index.js', { external: outside, minify: false, banner: isWhole ? '' : forPages }),
  );
  if (isWhole) await build(library(source, out, 'browser.js', { external: [], minify: true, banner: '' }));
  await emitDeclarations({ source: path.join(source, 'src'), out: path.join(out, 'types'), flattened });
  await writeFile(
    path.join(out, 'package.json'),
    `${JSON.stringify(published(file, dependencies, isWhole), null, 2)}\n`,
  );
  await copyFile(path.join(source, 'README.md'), path.join(out, 'README.md'));
  await copyFile('LICENSE', path.join(out, 'LICENSE'));
  for (const name of isWhole ? ['index.js', 'browser.js'] : ['index.js']) {
    const bytes = await readFile(path.join(out, name));
    const gzipped = gzipSync(bytes, { level: 9 }).byteLength;
    console.log(`${file.name} ${name}: ${bytes.byteLength} bytes, ${gzipped} gzipped`);
  }
}

function library(source: string, outDir: string, fileName: string, { external, minify, banner }: Rolled) {
  return {
    root: source,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      // The library mode keeps white space where bundlers of others may need it; the file for pages does not.
      minify: false,
      lib: { entry: path.join(source, 'src/index.ts'), formats: ['es'], fileName: () => fileName },
      rolldownOptions: {
        external: (id: string) => external.some((name) => id === name || id.startsWith(`${name}/`)),
        output: { minify, comments: !minify, banner },
      },
    },
  } satisfies InlineConfig;
}

function published(file: PackageFile, dependencies: Readonly<Record<string, string>>, isWhole: boolean) {
  const { name, version, description, keywords, license, engines, peerDependencies } = file;
  const types = './types/index.d.ts';
  // Ours are "*" here, where they are always the ones beside; outside they are the ones of the same release.
  const pinned = Object.entries(dependencies).map(([of, range]) => [of, range === '*' ? version : range]);
  return {
    name,
    version,
    description,
    keywords,
    license,
    engines,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types, default: './index.js' },
      ...(isWhole && { './browser': { types, default: './browser.js' } }),
    },
    dependencies: Object.fromEntries(pinned) as Record<string, string>,
    peerDependencies,
  };
}
