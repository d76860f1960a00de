import { isTerminal, type Client } from '@impresario/client';
import type { OperationResource } from '@impresario/protocol';
import { exitCode } from '../exit-code.ts';
import { createPaint } from '../terminal/paint.ts';
import type { ProgressDisplay } from '../terminal/progress-display.ts';
import { refundLine, renderWarnings } from '../terminal/render-outcome.ts';
import { oneLine } from '../terminal/text-width.ts';
import type { World } from '../world.ts';
import { interruptedCode, unlessStopped, withProgress, type TypedServer } from './with-progress.ts';

const pollMs = { first: 250, max: 2_000 };

interface Job<Found> extends TypedServer {
  order: (client: Client) => Promise<OperationResource>;
  /** What came of it, such as saved files; also printed with `--json`. */
  collect: (client: Client, operation: OperationResource, signal: AbortSignal) => Promise<Found>;
  /** What stdout gets without `--json`. */
  render: (found: Found) => string;
}

/** Starts work beside a track, waits for its end, and prints what came of it. Returns the exit code. */
export function runOperation<Found extends object>(world: World, job: Job<Found>): Promise<number> {
  return withProgress(world, job, async (client, display, signal) => {
    const started = await job.order(client);
    const operation = await unlessStopped(follow(world, client, started, display, signal), signal);
    if (!operation) return reportStopped(world, started, display, signal);
    if (operation.status !== 'completed') return reportFailed(world, operation, display, job.json === true);
    const found = await unlessStopped(job.collect(client, operation, signal), signal);
    if (!found) return reportStopped(world, started, display, signal);
    display.end();
    const paint = createPaint(world.stderr.colour);
    if (!job.json) world.stderr.write(renderWarnings(operation.warnings, paint));
    world.stdout.write(job.json ? `${JSON.stringify({ operation, ...found })}\n` : job.render(found));
    return exitCode.ok;
  });
}

async function follow(
  world: World,
  client: Client,
  started: OperationResource,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<OperationResource> {
  let operation = started;
  for (
    let waitMs = pollMs.first;
    !isTerminal(operation.status);
    waitMs = Math.min(waitMs * 1.5, pollMs.max)
  ) {
    display.update(operation);
    await Promise.race([world.sleep(waitMs), aborted(signal)]);
    signal.throwIfAborted();
    operation = await client.operations.get(operation.id, { signal });
  }
  return operation;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function reportFailed(
  world: World,
  operation: OperationResource,
  display: ProgressDisplay,
  json: boolean,
): number {
  display.end();
  if (json) {
    world.stdout.write(`${JSON.stringify({ operation })}\n`);
    return exitCode.failed;
  }
  const paint = createPaint(world.stderr.colour);
  const message = oneLine(operation.error?.message ?? 'It could not be done.');
  const refund = /credit/i.test(message) ? '' : refundLine(operation);
  const code = operation.error ? paint.dim(` (${operation.error.code})`) : '';
  world.stderr.write(`${paint.bad('✗')} ${message}${refund}${code}\n`);
  return exitCode.failed;
}

// There is nothing to cancel it with: it is a matter of seconds as a rule, and its files are kept.
function reportStopped(
  world: World,
  { trackId }: OperationResource,
  display: ProgressDisplay,
  signal: AbortSignal,
): number {
  display.end();
  const where = trackId ? `: impresario show ${trackId}` : '';
  world.stderr.write(`Left; it goes on at the server${where}\n`);
  return interruptedCode(signal);
}
