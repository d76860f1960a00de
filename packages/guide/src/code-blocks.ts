import { lexer, walkTokens, type Token } from 'marked';
import { readBlockInfo, type BlockInfo } from './block-info.ts';

export interface CodeBlock extends BlockInfo {
  readonly text: string;
  /** Counted from 1, of the line after the backticks. */
  readonly line: number;
}

/** Every fenced block of a document, in order. */
export function codeBlocksOf(markdown: string): CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  let line = 0;
  const visit = (token: Token) => {
    if (token.type !== 'code') return;
    // A block within a list has lost its indentation, so it is found by its lines and not by its letters.
    const [fence = '', ...rest] = token.raw.trimEnd().split('\n');
    line = lines.findIndex((text, index) => index >= line && text.trim() === fence.trim()) + 1;
    blocks.push({
      ...readBlockInfo(String(token['lang'] ?? '')),
      text: String(token['text']),
      line: line + 1,
    });
    line += rest.length;
  };
  // It gives back what `visit` does, which is nothing to wait for.
  void walkTokens(lexer(markdown), visit);
  return blocks;
}
