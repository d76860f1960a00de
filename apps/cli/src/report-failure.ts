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
  // The faults follow here; only readers of the JSON have to look for them.
  const lines = [oneLine(error.detail).replace(/; see `errors`/, '')];
  for (const { pointer, detail } of error.errors) lines.push(`${fieldOf(pointer)}: ${oneLine(detail)}`);
  if (error.code === 'unreachable') lines.push('Is it running? Start it with: impresario serve');
  if (error.code === 'unauthenticated') lines.push('Give the key with IMPRESARIO_TOKEN or --token.');
  if (error.retryAfter) lines.push(`Try again in ${Math.ceil(error.retryAfter)} s.`);
  if (error.status !== null && error.status >= 500 && error.requestId)
    lines.push(`Request ${error.requestId}`);
  return lines;
}

/** What was typed for a field of a request, where that has another name. */
const options: Readonly<Record<string, string>> = {
  prompt: 'PROMPT',
  lyrics: '--lyrics-file',
  styleTags: '--style',
  durationSeconds: '--duration',
  continueAtSeconds: '--at',
  modelVersion: '--model',
  hasVocals: '--instrumental',
  vocalGender: '--voice',
  negativeTags: '--negative',
  weirdnessConstraint: '--weirdness',
  styleWeight: '--style-weight',
  audioWeight: '--audio-weight',
  personaId: '--persona',
  referenceAudioUrl: '--reference',
  referenceAssetId: '--reference',
  versionId: '--version',
  q: '--search',
  expiresAt: '--expires',
  title: '--title',
  provider: '--provider',
  seed: '--seed',
  variants: '--variants',
  cursor: '--cursor',
  from: '--from',
  to: '--to',
};

/** `/styleTags/0` of the body, or `?q` of the address, by the name of the option it was typed with. */
function fieldOf(pointer: string): string {
  const path = oneLine(pointer).replace(/^[/?]/, '');
  return options[path.split('/')[0] ?? ''] ?? (path.replaceAll('/', '.') || 'The request');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'failed';
}
