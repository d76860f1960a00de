import type { CodeBlock } from '@impresario/guide';

/** The front page shows its blocks without words; what would stand behind their backticks is said here. */
interface Mark {
  /** How the block's text begins. */
  readonly begins: string;
  readonly language: 'sh' | 'ts';
  readonly word?: 'checked' | 'part';
  readonly why: string;
  /** What stands in it, and what is played instead. */
  readonly instead?: readonly [string, string];
  /** What the reader has before it. */
  readonly before?: string;
}

const marks: readonly Mark[] = [
  { begins: 'npm ci && npm start', language: 'sh', word: 'checked', why: 'one of its lines is all tests' },
  {
    begins: '$ npm run generate',
    language: 'sh',
    word: 'checked',
    why: 'two minutes of music take ten seconds, and title and time differ from run to run',
  },
  { begins: 'SUNO_API_KEY=…', language: 'sh', word: 'checked', why: 'the keys are the reader’s' },
  {
    begins: 'curl',
    language: 'sh',
    why: 'it runs, with a shorter song',
    instead: ['"durationSeconds":60', '"durationSeconds":5'],
  },
  {
    begins: 'import { createClient }',
    language: 'ts',
    word: 'part',
    why: 'the token is the reader’s, and it listens for ever',
    before: 'declare const token: string;\n',
  },
];

/** The blocks, those without words of their own as their marks say. */
export function withMarks(blocks: readonly CodeBlock[]): CodeBlock[] {
  return blocks.map((block) => {
    const mark = marks.find(({ begins }) => block.text.startsWith(begins));
    if (!mark || Object.keys(block.words).length > 0) return block;
    const { language, word, instead: [shown, played] = ['', ''], before = '' } = mark;
    const text = before + block.text.replace(shown, played);
    return { ...block, language, text, words: word ? { [word]: '' } : {} };
  });
}
