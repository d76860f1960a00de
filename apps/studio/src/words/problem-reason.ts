import type { ImpresarioError } from '@impresario/client';
import type { ProblemCode } from '@impresario/protocol';
import { hasMessage, readLanguage, say } from '../i18n/index.ts';

/**
 * Why the engine refused. It says it in English, often with more than its code tells; in other languages it is said by
 * the code, where we know that.
 */
export function problemReason({ code, detail }: Pick<ImpresarioError, 'code' | 'detail'>): string {
  const key = `words.problem.${code as ProblemCode}` as const;
  return readLanguage() !== 'en' && hasMessage(key) ? say(key) : detail;
}
