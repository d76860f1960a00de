import { readFileSync } from 'node:fs';
import {
  operationEventTypes,
  planLimits,
  priceMillicredits,
  problemStatus,
  sideOperationsPerMinute,
  trackErrorCodes,
  trackEventTypes,
  trackStatuses,
  warningSchema,
} from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { problemKinds } from '../replies/problem-kinds.ts';

const pageOf = (name: string) =>
  readFileSync(new URL(`../../../../docs/guide/${name}.md`, import.meta.url), 'utf8');

/** The rows of the tables of a page whose first column is a code, by that code, without backticks. */
function rowsOf(page: string): [string, ...string[]][] {
  return page
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split('|').slice(1, -1))
    .map(([code = '', ...cells]) => [code.trim().replaceAll('`', ''), ...cells.map((cell) => cell.trim())]);
}

/** Rows whose code is one of these, in the order of the page. */
const among = (page: string, codes: readonly string[]) =>
  rowsOf(page).filter(([code]) => codes.includes(code));

describe('the guide says what holds', () => {
  it('of every refusal: its status, and whether to try again', () => {
    const [refused = ''] = pageOf('errors').split('## A track failed');
    const expected = Object.entries(problemStatus).map(([code, status]) => [
      code,
      String(status),
      problemKinds[code as keyof typeof problemStatus].retryable ? 'yes' : 'no',
    ]);
    expect(rowsOf(refused).map((row) => row.slice(0, 3))).toEqual(expected);
  });

  it('of every way in which a track ends badly', () => {
    const [, failed = ''] = pageOf('errors').split('## A track failed');
    expect(rowsOf(failed).map(([code]) => code)).toEqual(trackErrorCodes);
  });

  it('of statuses, plans, prices and warnings', () => {
    const page = pageOf('concepts');
    expect(among(page, trackStatuses).map(([status]) => status)).toEqual(trackStatuses);
    const warnings: readonly string[] = warningSchema.shape.type.options;
    expect(among(page, warnings).map(([type]) => type)).toEqual(warnings);
    const plans = Object.entries(planLimits).map(([plan, { perMinute, perDay, concurrent }]) => [
      plan,
      String(perMinute),
      perDay === null ? 'no limit' : String(perDay),
      String(concurrent),
    ]);
    expect(among(page, Object.keys(planLimits))).toEqual(plans);
    expect(page).toContain(`${sideOperationsPerMinute === 30 ? 'thirty' : '?'} a minute of its own`);
  });

  it('of what each operation costs', () => {
    const told = [...pageOf('concepts').matchAll(/^\| ([^`|]+?) +\| ([\d.]+) +\|$/gm)].flatMap(
      ([, what = '', credits]) => what.split(/, | or /).map((name) => [name, Number(credits) * 1000]),
    );
    expect(Object.fromEntries(told)).toEqual({
      'a song': priceMillicredits.generate,
      'a cover': priceMillicredits.cover,
      'vocals added': priceMillicredits['add-vocals'],
      'instruments added': priceMillicredits['add-instrumental'],
      extend: priceMillicredits.extend,
      'replace a section': priceMillicredits['replace-section'],
      stems: priceMillicredits.stems,
      video: priceMillicredits.video,
      lyrics: priceMillicredits.lyrics,
      persona: priceMillicredits.persona,
      WAV: priceMillicredits.wav,
      'timed lyrics': priceMillicredits['timestamped-lyrics'],
      style: priceMillicredits.style,
    });
  });

  it('of the kinds of events', () => {
    const page = pageOf('events');
    for (const type of trackEventTypes) expect(page).toContain(`\`${type}\``);
    expect(operationEventTypes.map((type) => type.replace('operation.', 'track.'))).toEqual(trackEventTypes);
    expect(page).toContain('the same five with `operation.`');
  });
});
