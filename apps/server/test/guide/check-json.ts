import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CodeBlock } from '@impresario/guide';
import { expect } from 'vitest';

/** Whether a JSON block is what its word says: a schema of `/openapi.json`, such as `Track` or `CreateTrack`. */
export function checkJson({ words, text }: CodeBlock, openApi: object): void {
  const [name] = Object.keys(words);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(openApi, 'api');
  const check = ajv.getSchema(`api#/components/schemas/${name}`);
  if (!check) throw new Error('Say behind ```json which schema of /openapi.json this is.');
  expect(check(JSON.parse(text)), ajv.errorsText(check.errors)).toBe(true);
}
