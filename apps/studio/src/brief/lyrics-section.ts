/** The lyrics with a section heading on a line of its own at the caret, and where the caret goes then. */
export function withSection(text: string, at: number, section: string): { text: string; caret: number } {
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const inserted = `${gap}[${section}]\n`;
  return { text: before + inserted + text.slice(at).replace(/^\n/, ''), caret: at + inserted.length };
}
