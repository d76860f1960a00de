import { sideOperations, songOperations, type Provider } from '@impresario/protocol';
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
  ['takes work', ({ configured, health }) => (configured ? takesWork[health.circuit] : no)],
  ['sings', ({ features }) => mark(features.singing)],
  ['writes lyrics', ({ features }) => mark(features.lyricsGeneration)],
  ['personas', ({ features }) => mark(features.personas)],
  ['reference audio', ({ features }) => mark(features.referenceAudio)],
  ['stems', ({ features }) => (features.stems === 'none' ? no : features.stems)],
  ['video', ({ features }) => mark(features.video)],
  ['versions', (provider) => range(modelOf(provider).variants)],
  ['longest', (provider) => formatDuration(modelOf(provider).durationSeconds?.max)],
  ['usually takes', ({ typicalLatencySeconds: { low, high } }) => `${seconds(low)}–${seconds(high)} s`],
  ['models', ({ models }) => String(models.length)],
];

const operations = [...songOperations, ...sideOperations];

const takesWork: Readonly<Record<Provider['health']['circuit'], string>> = {
  closed: yes,
  open: 'resting',
  blocked: 'blocked',
};

/** What each operation costs where it is offered. */
function operationRows(providers: readonly Provider[]): string[][] {
  const offered = operations.filter((operation) =>
    providers.some((provider) => provider.operations.includes(operation)),
  );
  return offered.map((operation) => [
    operation,
    ...providers.map((provider) =>
      provider.operations.includes(operation) ? priceOf(provider, operation) : no,
    ),
  ]);
}

function priceOf({ priceCredits }: Provider, operation: string): string {
  const price = priceCredits[operation];
  if (price === undefined) return '–';
  return price === 0 ? 'free' : formatAmount(price);
}

/** What is wrong with whoever is not well, a line each. */
function troubles(providers: readonly Provider[], paint: Paint): string {
  return providers
    .filter(({ configured, health }) => configured && health.detail !== null && health.status !== 'ok')
    .map(({ id, health }) => `${paint.warn('!')} ${id}: ${oneLine(health.detail ?? '')}\n`)
    .join('');
}

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
  const prices = columns.map((column, index) => (index === 0 ? { ...column, title: 'CREDITS' } : column));
  const trouble = troubles(providers, paint);
  const tables = [renderTable(columns, cells, look), renderTable(prices, operationRows(providers), look)];
  return tables.join('\n') + (trouble && `\n${trouble}`);
}

function paintCell(cell: string, paint: Paint): string {
  if (cell === yes || cell === 'ok') return paint.good(cell);
  if (cell === 'down' || cell === 'blocked') return paint.bad(cell);
  if (cell === 'degraded' || cell === 'resting' || cell === 'no key') return paint.warn(cell);
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
