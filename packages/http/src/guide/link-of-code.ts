import type { OpenApiDocument } from '../openapi/openapi-document.ts';

const PAGES: readonly string[] = ['/docs', '/openapi.json'];

/**
 * Where the reference tells of what a piece of code names: `POST /v1/tracks` or a page. Null for all other code, and for an
 * operation that does not exist.
 */
export function linkOfCode({ paths }: OpenApiDocument): (code: string) => string | null {
  return (code) => {
    if (PAGES.includes(code)) return code;
    const [, method, path = ''] = /^(GET|POST|PUT|DELETE) (\/[^\s?]*)/.exec(code) ?? [];
    if (method === undefined) return null;
    const operation = paths[path]?.[method.toLowerCase()];
    return operation ? `/docs#${operation.operationId}` : null;
  };
}
