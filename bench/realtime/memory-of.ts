export interface Memory {
  readonly residentBytes: number;
  /** On the heap of V8 and beside it. */
  readonly usedBytes: number;
}

/**
 * What a process holds once its garbage is gone, asked through its inspector: `output` is what it printed, with the
 * address in it that `--inspect` makes it print.
 */
export async function memoryOf(output: () => string): Promise<Memory> {
  return inspect(output, async (socket) => {
    // What the first round frees lets the second free more: finalizers run in between.
    for (let round = 0; round < 3; round += 1) await ask(socket, 'HeapProfiler.collectGarbage', {});
    const { rss, heapUsed, external } = await valueOf<NodeJS.MemoryUsage>(socket, 'process.memoryUsage()');
    return { residentBytes: rss, usedBytes: heapUsed + external };
  });
}

/** CPU time it has used so far, in all its threads. */
export async function cpuMsOf(output: () => string): Promise<number> {
  const { user, system } = await inspect(output, (socket) =>
    valueOf<NodeJS.CpuUsage>(socket, 'process.cpuUsage()'),
  );
  return (user + system) / 1000;
}

async function inspect<Result>(
  output: () => string,
  look: (socket: WebSocket) => Promise<Result>,
): Promise<Result> {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(output())?.[0];
  if (address === undefined) throw new Error('The process was not started with --inspect.');
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  try {
    return await look(socket);
  } finally {
    socket.close();
  }
}

async function valueOf<Value>(socket: WebSocket, expression: string): Promise<Value> {
  const { result } = await ask<{ result: { value: string } }>(socket, 'Runtime.evaluate', {
    expression: `JSON.stringify(${expression})`,
  });
  return JSON.parse(result.value) as Value;
}

let lastId = 0;

function ask<Result>(socket: WebSocket, method: string, params: object): Promise<Result> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<string>) => {
      const reply = JSON.parse(data) as { id?: number; result: Result };
      if (reply.id !== id) return;
      socket.removeEventListener('message', hear);
      resolve(reply.result);
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ id, method, params }));
  });
}
