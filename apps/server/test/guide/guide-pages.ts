import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeBlocksOf, type CodeBlock } from '@impresario/guide';
import { repository } from './stranger.ts';

export interface GuidePage {
  readonly name: string;
  readonly blocks: readonly CodeBlock[];
}

const folder = path.join(repository, 'docs/guide');

/** Every page of the guide with its blocks, `text` blocks being what the one before them prints. */
export const guidePages: readonly GuidePage[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({
    name: `docs/guide/${file}`,
    blocks: codeBlocksOf(readFileSync(path.join(folder, file), 'utf8')),
  }));
