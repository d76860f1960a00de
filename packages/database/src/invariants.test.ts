import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInvariants, parseInvariants, surveyInvariants } from './invariants.ts';
import { openTestDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let database: TestDatabase;
let directory: string;
beforeAll(async () => {
  database = await openTestDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'impresario-invariants-'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const FILE = `-- What must hold at every moment.

-- I1 No number is negative.
select n from generate_series(-2, 1) n
-- of those, the negative ones
where n < 0;

-- I12 Nothing is wrong here.
select 1 as one where false;
`;

describe('checkInvariants', () => {
  it('returns the violated invariants with their rows, and nothing else', async () => {
    const file = path.join(directory, 'invariants.sql');
    await writeFile(file, FILE);
    expect(await checkInvariants(database.pool, { file: file })).toEqual([
      { name: 'I1 No number is negative.', count: 2, rows: [{ n: -2 }, { n: -1 }] },
    ]);
  });

  it('changes nothing, even where a query would', async () => {
    const file = path.join(directory, 'writes.sql');
    await writeFile(file, "-- I1 A wrong query.\nselect nextval('events_id_seq')");
    await expect(checkInvariants(database.pool, { file: file })).rejects.toMatchObject({ code: '25006' });
    await expect(database.pool.query('select 1')).resolves.toBeDefined();
  });

  it('holds on a freshly migrated database', async () => {
    expect(await checkInvariants(database.pool)).toEqual([]);
  });
});

describe('surveyInvariants', () => {
  const survey = async (text: string, options: Parameters<typeof surveyInvariants>[1] = {}) => {
    const file = path.join(directory, 'survey.sql');
    await writeFile(file, text);
    return surveyInvariants(database.pool, { ...options, file });
  };

  it('counts all rows that break a rule and brings the first of them', async () => {
    const result = await survey('-- I3 Too many.\nselect n from generate_series(1, 5000) n;\n-- why so\n');
    expect(result!.violations[0]).toMatchObject({ name: 'I3 Too many.', count: 5_000 });
    expect(result!.violations[0]!.rows).toHaveLength(20);
  });

  it('leaves out what takes too long, and goes on with the rest', async () => {
    const text = '-- I1 Slow.\nselect pg_sleep(20);\n\n-- I2 Broken.\nselect 1 as one;\n';
    expect(await survey(text, { timeoutMs: 50 })).toMatchObject({
      unchecked: ['I1 Slow.'],
      checked: ['I2 Broken.'],
      violations: [{ name: 'I2 Broken.', count: 1 }],
    });
  });

  it('has one turn over all processes', async () => {
    const other = await database.pool.connect();
    await other.query("begin; select pg_advisory_xact_lock(hashtext('impresario.invariants'))");
    expect(await survey(FILE, { turn: 'skip' })).toBeNull();
    const waiting = survey(FILE, { turn: 'wait' });
    await other.query('commit');
    other.release();
    expect((await waiting)!.violations).toHaveLength(1);
    expect((await survey(FILE, { turn: 'skip' }))!.violations).toHaveLength(1);
  });
});

describe('parseInvariants', () => {
  it('reads a section a heading, with or without a preamble', () => {
    expect(parseInvariants(FILE).map(({ name }) => name)).toEqual([
      'I1 No number is negative.',
      'I12 Nothing is wrong here.',
    ]);
    expect(parseInvariants('-- I1 a\nselect 1')).toEqual([{ name: 'I1 a', query: 'select 1' }]);
  });

  it.each(['', '-- only a comment', '-- I1 no query\n\n-- I2 b\nselect 1'])(
    'refuses %j, which would check nothing',
    (text) => {
      expect(() => parseInvariants(text)).toThrow(expect.objectContaining({ code: 'invariants_malformed' }));
    },
  );
});
