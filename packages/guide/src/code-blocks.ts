import { lexer, walkTokens, type Token } from 'marked';
import { readBlockInfo, type BlockInfo } from './block-info.ts';

export interface CodeBlock extends BlockInfo {
  readonly text: string;
  /** Counted from 1, of the line after the backticks. */
  readonly line: number;
}

/** Every fenced block of a document, in order. */
export function codeBlocksOf(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let searchedTo = 0;
  const visit = (token: Token) => {
    if (token.type !== 'code') return;
    const at = markdown.indexOf(token.raw.split('\n')[0] ?? '', searchedTo);
    searchedTo = at + token.raw.length;
    const line = markdown.slice(0, at).split('\n').length + 1;
    blocks.push({ ...readBlockInfo(String(token['lang'] ?? '')), text: String(token['text']), line });
  };
  // It gives back what `visit` does, which is nothing to wait for.
  void walkTokens(lexer(markdown), visit);
  return blocks;
}
