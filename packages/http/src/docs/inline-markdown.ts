import { html } from 'hono/html';
import type { Html } from './docs-page.ts';

/** Text whose parts in backticks are code; everything is escaped. */
export function inlineMarkdown(text: string): (string | Html)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
