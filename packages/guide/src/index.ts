export { codeBlocksOf, type CodeBlock } from './code-blocks.ts';
export { contents, guidePath, pageAddress } from './contents.ts';
export type { GuideFile } from './guide-file.ts';
export type { GuideOptions } from './guide-options.ts';
export { openGuide, type Guide } from './open-guide.ts';
