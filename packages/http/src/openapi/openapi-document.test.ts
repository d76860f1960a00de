import { createHash } from 'node:crypto';
import { problemStatus, type ProblemCode } from '@impresario/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../operations.ts';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import type { OpenApiDocument } from './openapi-document.ts';

describe('the OpenAPI document', () => {
  let http: TestHttp;
  let document: OpenApiDocument;

  beforeEach(async () => {
    http = await openTestHttp();
    document = (await (await fetch(`${http.url}/openapi.json`)).json()) as OpenApiDocument;
  });
  afterEach(() => http.close());

  it('has every operation, each reply of it, and every problem it can answer', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const op of operations) {
      const doc = document.paths[op.path]?.[op.method];
      expect(doc?.operationId).toBe(op.id);
      const wanted = [...Object.keys(op.replies), ...op.problems.map((code) => String(problemStatus[code]))];
      expect(Object.keys(doc?.responses ?? {}), op.id).toEqual(expect.arrayContaining(wanted));
    }
    const create = document.paths['/v1/tracks']?.post;
    expect(Object.keys(create?.responses ?? {}).sort()).toEqual([
      '200',
      '202',
      '400',
      '401',
      '402',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(create?.responses['429']?.description).toContain('daily_limit_exceeded');
  });

  it('refers only to what is there, and keeps null apart from the schema it may stand for', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(document.components.schemas, name).toHaveProperty(name);
    expect(text).not.toContain('$defs');
    expect(document.components.schemas.Asset?.type).toBe('object');
    expect(document.components.schemas.Version?.properties?.audio?.anyOf).toContainEqual({ type: 'null' });
  });

  it('lists each parameter of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const doc of Object.values(methods)) {
        const inPath = doc.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
        expect(inPath.map((parameter) => parameter.name)).toEqual(names);
        expect(inPath.every((parameter) => parameter.required)).toBe(true);
      }
    }
  });

  it('is also a page that works without a network and without scripts', async () => {
    const reply = await fetch(`${http.url}/docs`);
    const page = await reply.text();
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    // A browser takes the style only by the hash of all that stands between its tags.
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(reply.headers.get('content-security-policy')).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'`,
    );
    for (const op of operations) expect(page).toContain(`id="${op.id}"`);
    for (const code of Object.keys(problemStatus) as ProblemCode[])
      expect(page).toContain(`id="problem-${code}"`);
    for (const part of ['<script', '<link', '<img', '@import', 'url(', '[object', 'undefined']) {
      expect(page).not.toContain(part);
    }
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    expect(page).toContain('Idempotency-Key: my-wish-1');
  });
});
