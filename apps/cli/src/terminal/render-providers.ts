import type { Provider } from '@impresario/protocol';
import { formatAmount, formatDuration } from './format.ts';
import type { Paint } from './paint.ts';
import { renderTable, type Column } from './render-table.ts';
import { oneLine } from './text-width.ts';

type Row = readonly [feature: string, cell: (provider: Provider) => string];

const yes = '✓';
const no = '·';
const mark = (has: boolean) => (has ? yes : no);

const rows: readonly Row[] = [
  ['ready', ({ configured }) => (configured ? yes : 'no key')],
  ['health', ({ configured, health }) => (configured ? health.status : no)],
  ['sings', ({ features }) => mark(features.singing)],
  ['writes lyrics', ({ features }) => mark(features.lyricsGeneration)],
  ['personas', ({ features }) => mark(features.personas)],
  ['reference audio', ({ features }) => mark(features.referenceAudio)],
  ['stems', ({ features }) => (features.stems === 'none' ? no : features.stems)],
  ['video', ({ features }) => mark(features.video)],
  ['versions', (provider) => range(modelOf(provider).variants)],
  ['longest', (provider) => formatDuration(modelOf(provider).durationSeconds?.max)],
  ['usually takes', ({ typicalLatencySeconds: { low, high } }) => `${seconds(low)}–${seconds(high)} s`],
  [
    'credits',
    ({ priceCredits }) =>
      priceCredits['generate'] === undefined ? '–' : formatAmount(priceCredits['generate']),
  ],
  ['models', ({ models }) => String(models.length)],
];

/** What each provider can do, one column a provider. */
export function renderProviders(
  providers: readonly Provider[],
  look: { paint: Paint; columns: number },
): string {
  const { paint } = look;
  const columns: Column[] = [
    { title: '', paint: paint.dim },
    ...providers.map(({ id, isDefault }) => ({
      title: isDefault ? `${id} (default)` : id,
      paint: (cell: string) => paintCell(cell, paint),
    })),
  ];
  const cells = rows.map(([feature, cell]) => [
    feature,
    ...providers.map((provider) => oneLine(cell(provider))),
  ]);
  return renderTable(columns, cells, look);
}

function paintCell(cell: string, paint: Paint): string {
  if (cell === yes || cell === 'ok') return paint.good(cell);
  if (cell === 'down') return paint.bad(cell);
  if (cell === 'degraded' || cell === 'no key') return paint.warn(cell);
  return cell === no || cell === 'unknown' ? paint.dim(cell) : cell;
}

function modelOf(provider: Provider) {
  return provider.models.find(({ id }) => id === provider.defaultModel) ?? provider.models[0]!;
}

function range({ min, max }: { min: number; max: number }): string {
  return min === max ? String(max) : `${min}–${max}`;
}

function seconds(value: number): string {
  return String(Math.round(value));
}
