import type { Paint } from './paint.ts';
import { renderFacts } from './render-facts.ts';

interface Banner {
  version: string;
  openUrl: string;
  dataDir: string;
  /** Those with a key. */
  providers: readonly string[];
}

/** What `serve` says once it is ready. */
export function renderBanner({ version, openUrl, dataDir, providers }: Banner, paint: Paint): string {
  const facts: [string, string][] = [
    ['Open', paint.accent(openUrl)],
    ['Data', dataDir],
    ['Providers', providers.join(' · ')],
    ['Stop', 'Ctrl-C'],
  ];
  return `\n  ${paint.accent('♪')} ${paint.bold('Impresario')} ${paint.dim(version)}\n\n${renderFacts(facts, paint, '  ')}\n`;
}
