import type { Problem } from '@impresario/protocol';
import type { z } from 'zod';

export type Fault = NonNullable<Problem['errors']>[number];

/** A hostile body could name a hundred thousand unknown fields; the reply stays readable. */
const FAULTS_MAX = 50;

/** What is wrong with a body, field by field, each named by a JSON pointer (RFC 6901). */
export function bodyFaults(error: z.ZodError, body: unknown): Fault[] {
  return faultsOf(error, body, jsonPointer);
}

/** As `bodyFaults`, for the query: `?limit` names a parameter. */
export function queryFaults(error: z.ZodError): Fault[] {
  return faultsOf(error, null, (path) => `?${path.map(String).join('.')}`);
}

function faultsOf(error: z.ZodError, body: unknown, pointerTo: (path: PropertyKey[]) => string): Fault[] {
  const faults: Fault[] = [];
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        faults.push({ pointer: pointerTo([...issue.path, key]), detail: 'is not a field of this request' });
        if (faults.length === FAULTS_MAX) return faults;
      }
      continue;
    }
    faults.push({ pointer: pointerTo(issue.path), detail: detailOf(issue, body) });
    if (faults.length === FAULTS_MAX) return faults;
  }
  return faults;
}

function detailOf(issue: z.core.$ZodIssue, body: unknown): string {
  if (issue.code === 'invalid_type' && issue.path.length > 0 && valueAt(body, issue.path) === undefined) {
    return body === null ? issue.message : 'is required';
  }
  return issue.message;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
