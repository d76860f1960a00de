import pg from 'pg';

export interface LineOptions {
  /** As for `openDatabase`. */
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  onNotification(channel: string, payload: string): void;
  /** Called once, unless it was closed by us: nothing comes any more. */
  onLost(error: Error): void;
}

/** One connection outside the pool, for what lasts and must wait for nobody: LISTEN and NOTIFY. */
export interface Line {
  listen(channel: string): Promise<void>;
  unlisten(channel: string): Promise<void>;
  notify(channel: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

const answerMsMax = 10_000;

/** Rejects when the server cannot be reached within ten seconds. */
export async function openLine(options: LineOptions): Promise<Line> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: options.applicationName ?? 'impresario',
    connectionTimeoutMillis: answerMsMax,
    // A server that answers nothing any more is as good as lost.
    query_timeout: answerMsMax,
    keepAlive: true,
  });
  let isOpen = true;
  const lose = (error: Error) => {
    if (!isOpen) return;
    isOpen = false;
    void client.end().catch(() => {});
    options.onLost(error);
  };
  client.on('notification', ({ channel, payload }) => options.onNotification(channel, payload ?? ''));
  client.on('error', lose);
  client.on('end', () => lose(new Error('The connection was closed.')));
  await client.connect();

  const run = async (text: string, values: string[] = []) => {
    try {
      await client.query(text, values);
    } catch (error) {
      lose(error as Error);
      throw error;
    }
  };
  return {
    listen: (channel) => run(`listen ${client.escapeIdentifier(channel)}`),
    unlisten: (channel) => run(`unlisten ${client.escapeIdentifier(channel)}`),
    notify: (channel, payload) => run('select pg_notify($1, $2)', [channel, payload]),
    async close() {
      isOpen = false;
      await client.end();
    },
  };
}
