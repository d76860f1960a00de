import { ImpresarioError } from '@impresario/client';
import { exitCodeOf, UsageError } from './exit-code.ts';
import { createPaint } from './terminal/paint.ts';
import { oneLine } from './terminal/text-width.ts';
import type { World } from './world.ts';

/** Says what went wrong, as JSON on stdout when JSON was wished, and returns the exit code. */
export function reportFailure(world: World, error: unknown): number {
  const code = exitCodeOf(error);
  if (world.args.includes('--json')) {
    world.stdout.write(`${JSON.stringify({ error: describe(error) })}\n`);
    return code;
  }
  const paint = createPaint(world.stderr.colour);
  world.stderr.write(`${paint.bad('✗')} ${linesOf(error).join('\n  ')}\n`);
  if (world.args.includes('--verbose') && error instanceof Error) world.stderr.write(`${error.stack}\n`);
  return code;
}

function describe(error: unknown): object {
  if (error instanceof ImpresarioError) {
    const { code, detail: message, status, retryable, errors, retryAfter, requestId } = error;
    return { code, message, status, retryable, errors, retryAfter, requestId };
  }
  return { code: error instanceof UsageError ? 'usage' : codeOf(error), message: messageOf(error) };
}

function linesOf(error: unknown): string[] {
  if (!(error instanceof ImpresarioError)) return messageOf(error).split('\n');
  const lines = [oneLine(error.detail)];
  for (const { pointer, detail } of error.errors) lines.push(`${fieldOf(pointer)} ${oneLine(detail)}`);
  if (error.code === 'unreachable') lines.push('Is it running? Start it with: impresario serve');
  if (error.code === 'unauthenticated') lines.push('Give the key with IMPRESARIO_TOKEN or --token.');
  if (error.retryAfter) lines.push(`Try again in ${Math.ceil(error.retryAfter)} s.`);
  if (error.status !== null && error.status >= 500 && error.requestId)
    lines.push(`Request ${error.requestId}`);
  return lines;
}

/** `/durationSeconds` of the body is `durationSeconds:` to a reader. */
function fieldOf(pointer: string): string {
  return `${oneLine(pointer).replace(/^\//, '').replaceAll('/', '.') || 'The request'}:`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'failed';
}
