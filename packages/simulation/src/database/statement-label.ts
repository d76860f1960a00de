/** A short name for a statement: what it does and to what, without its values. */
export function statementLabel(text: string): string {
  const known = labels.get(text);
  if (known) return known;
  const label = makeLabel(text.trim());
  labels.set(text, label);
  return label;
}

const labels = new Map<string, string>();

function makeLabel(text: string): string {
  const called = /\b([a-z]+_[a-z_]+)\(/.exec(text);
  const [verb = ''] = text.toLowerCase().split(/\s+/, 1);
  if (['begin', 'commit', 'rollback', 'start'].includes(verb)) return verb;
  if (called) return `sql ${called[1]}`;
  const table = /(?:from|into|update)\s+"?(\w+)"?/i.exec(text)?.[1] ?? '?';
  return `sql ${verb} ${table}${/for update/i.test(text) ? ' for update' : ''}`;
}
