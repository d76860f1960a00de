import { Fragment, type ReactNode } from 'react';
import type { MessageKey } from './languages.ts';
import type { Values } from './message.ts';
import { sayParts } from './say.ts';
import { useText } from './use-text.ts';

interface RichTextProps {
  readonly of: MessageKey;
  readonly values?: Values;
  /** What becomes of `<name>words</name>` in the message. */
  readonly tags: Readonly<Record<string, (words: ReactNode) => ReactNode>>;
}

/** A message with markup in it. */
export function RichText({ of, values = {}, tags }: RichTextProps) {
  useText();
  const made = Object.entries(tags).map(
    ([name, wrap]) => [name, (words: ReactNode[]) => wrap(words)] as const,
  );
  const parts = sayParts<ReactNode>(of, values, Object.fromEntries(made));
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}
