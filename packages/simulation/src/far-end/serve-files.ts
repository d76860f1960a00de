import type { Download } from '@impresario/engine';
import type { Line } from './call.ts';
import type { FarEnd } from './far-end.ts';

const openFaults = ['network', 'gone', 'silence'];
const bodyFaults = ['cut', 'truncated'];

/** Fetches what stands at a provider's address, for one node. */
export function createDownload(far: FarEnd, { owner, scheduler }: Line): Download {
  return async (url, signal) => {
    const opened = scheduler.ask({
      owner,
      label: 'download',
      faults: openFaults,
      async perform(fault) {
        if (fault === 'gone') throw refused('http-status', 410);
        if (fault === 'network') throw refused('ECONNRESET');
        return fault === 'silence' ? null : fileAt(far, url);
      },
    });
    const bytes = await orAborted(opened.answer, signal);
    if (bytes === null) return orAborted(new Promise<never>(() => {}), signal);
    const rest = () =>
      scheduler.ask({
        owner,
        label: 'download body',
        faults: bodyFaults,
        async perform(fault) {
          if (fault === 'cut') throw refused('ECONNRESET');
          return bytes.subarray(bytes.length / 10, fault ? bytes.length / 5 : bytes.length);
        },
      }).answer;
    return { mimeType: 'audio/mpeg', body: bodyOf(bytes.subarray(0, bytes.length / 10), rest, signal) };
  };
}

async function* bodyOf(
  head: Uint8Array,
  rest: () => Promise<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield await orAborted(rest(), signal);
}

const address = /^sim:(\w+)\/([\w-]+)\/(\d+)\/(\w+)$/;

function fileAt(far: FarEnd, url: string): Uint8Array {
  const [, provider = '', taskId = '', variant, part = ''] = address.exec(url) ?? [];
  const job = far.jobOf(provider, taskId);
  if (!job || job.stage === 'queued' || job.stage === 'text') throw refused('http-status', 404);
  return far.content(job, Number(variant), part);
}

function refused(code: string, status?: number): Error {
  return Object.assign(new Error('simulated'), { code, status });
}

function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(refused('aborted'));
    // First of all, because an answer that nobody waits for any more may still be an error.
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
