/** `backing-vocals` → `Backing vocals`. */
export function stemLabel(name: string): string {
  if (name === 'fx') return 'Effects';
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
