import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeBlocksOf, type CodeBlock } from '@impresario/guide';
import { withMarks } from './marks.ts';
import { repository } from './stranger.ts';

export interface DocumentPage {
  readonly name: string;
  /** In order; `text` blocks are what the one before them prints. */
  readonly blocks: readonly CodeBlock[];
}

const files = [
  ...documentsIn('docs/guide'),
  ...documentsIn('docs/how-to'),
  ...documentsIn('docs'),
  'README.md',
  'CONTRIBUTING.md',
  'packages/client/README.md',
  'packages/react/README.md',
];

/** Every document for people that has blocks of code. */
export const documentPages: readonly DocumentPage[] = files
  .map((name) => {
    const blocks = codeBlocksOf(readFileSync(path.join(repository, name), 'utf8'));
    return { name, blocks: name === 'README.md' ? withMarks(blocks) : blocks };
  })
  .filter(({ blocks }) => blocks.length > 0);

function documentsIn(folder: string): string[] {
  return readdirSync(path.join(repository, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}
