import type { Rollup } from 'vite';

export type Bundle = Rollup.OutputBundle;

interface ChunkMetadata {
  readonly importedCss: ReadonlySet<string>;
}

/** The addresses of what a lazily loaded module needs beside what the page loads anyway: scripts first, then styles. */
export function filesOf(bundle: Bundle, module: string): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
  const entry = chunks.find(
    ({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith('/index.html'),
  );
  const wanted = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
  if (!entry || !wanted) throw new Error(`${module} is in no chunk of its own`);
  const loaded = withImports(bundle, entry.fileName);
  const own = [...withImports(bundle, wanted.fileName)].filter((file) => !loaded.has(file));
  return [...own, ...stylesOf(bundle, own)].map((file) => `/${file}`);
}

/** A chunk and everything it imports, directly and by others. */
function withImports(bundle: Bundle, file: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk' || found.has(file)) return found;
  found.add(file);
  for (const imported of chunk.imports) withImports(bundle, imported, found);
  return found;
}

function stylesOf(bundle: Bundle, files: readonly string[]): Set<string> {
  const sheets = files.flatMap((file) => {
    const { viteMetadata } = bundle[file] as { viteMetadata?: ChunkMetadata };
    return [...(viteMetadata?.importedCss ?? [])];
  });
  return new Set(sheets);
}
