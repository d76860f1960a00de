import pg from 'pg';
import { DatabaseError } from './database-error.ts';

const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC = 1700;
const DATE = 1082;

/**
 * How column values become JavaScript values: `bigint` and `numeric` as numbers when the number is exact, else an error;
 * `timestamptz` as Date (the driver's default); `date` as `YYYY-MM-DD`, because a Date would move with the time zone.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format) as unknown;
    const type: number = oid;
    if (type === INT8) return parseBigint;
    if (type === INT8_ARRAY) return parseBigintArray;
    if (type === NUMERIC) return parseNumeric;
    if (type === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as unknown;
  },
};

/** Millicredits, counts and sequence ids stay far below 2^53; anything above would lose digits silently. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw outOfRange('bigint', text);
  return value;
}

/** `sum(bigint)` and `avg` come as numeric. A double keeps any decimal of up to 15 significant digits. */
function parseNumeric(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return value;
  const digits = text.replace(/^-?0*\.?0*|\.|-/g, '').replace(/0+$/, '');
  if (Number.isInteger(value) || digits.length > 15) throw outOfRange('numeric', text);
  return value;
}

const parseTextArray = pg.types.getTypeParser(
  INT8_ARRAY as Parameters<typeof pg.types.getTypeParser>[0],
  'text',
) as (text: string) => unknown[];

function parseBigintArray(text: string): unknown[] {
  const convert = (item: unknown): unknown =>
    Array.isArray(item) ? item.map(convert) : typeof item === 'string' ? parseBigint(item) : item;
  return parseTextArray(text).map(convert);
}

function outOfRange(type: string, text: string): DatabaseError {
  return new DatabaseError(
    'number_out_of_range',
    `The ${type} ${text} does not fit a JavaScript number exactly.`,
  );
}
