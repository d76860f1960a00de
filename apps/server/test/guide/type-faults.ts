import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import type { DocumentPage } from './document-pages.ts';
import { repository } from './stranger.ts';

/** What the compiler says against the programs of the pages, under the repository's own strict rules. */
export async function typeFaults(pages: readonly DocumentPage[]): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-guide-types-'));
  try {
    await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
    const written = await Promise.all(pages.map((page) => writePrograms(page, folder)));
    return compile(written.flat(), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writePrograms({ name, blocks }: DocumentPage, folder: string): Promise<string[]> {
  const own = path.join(folder, name.replaceAll('/', '-'));
  await mkdir(own);
  const programs = blocks.filter(({ language }) => language === 'ts' || language === 'tsx');
  return Promise.all(
    programs.map(async ({ file, line, language, text }) => {
      const place = path.join(own, file ?? `line-${line}.${language}`);
      // A file without imports would share its names with all others.
      await writeFile(place, `${text}\nexport {};\n`);
      return place;
    }),
  );
}

function compile(files: readonly string[], folder: string): string[] {
  const { config } = ts.readConfigFile(path.join(repository, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.parseJsonConfigFileContent(
    { compilerOptions: config.compilerOptions, files: [...files] },
    ts.sys,
    folder,
  );
  const program = ts.createProgram(files, options);
  // Only the pages' own: the rest is looked at elsewhere, and takes longer.
  const faults = files
    .map((file) => program.getSourceFile(file))
    .flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]);
  return faults.map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    const where = path.relative(folder, file?.fileName ?? '');
    return `${where}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
