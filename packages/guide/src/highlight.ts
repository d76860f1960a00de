import { escapeHtml } from './escape-html.ts';
import { languages } from './languages.ts';

/** Code as HTML, its parts in spans with the classes of `languages.ts`. What no rule knows stays as it is. */
export function highlight(code: string, language: string): string {
  const rules = languages[language];
  if (!rules) return escapeHtml(code);
  let html = '';
  let plain = '';
  for (let at = 0; at < code.length;) {
    const found = rules
      .map(([kind, pattern]) => ({ kind, text: matchAt(pattern, code, at) }))
      .find(({ text }) => text !== '');
    if (!found) {
      plain += code[at];
      at += 1;
      continue;
    }
    html += `${escapeHtml(plain)}<span class="${found.kind}">${escapeHtml(found.text)}</span>`;
    plain = '';
    at += found.text.length;
  }
  return html + escapeHtml(plain);
}

function matchAt(pattern: RegExp, code: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] ?? '';
}
