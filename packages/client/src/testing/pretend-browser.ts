import type { Tabs } from '../realtime/tabs.ts';

interface Request {
  readonly page: PretendPage;
  readonly hold: () => Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The locks and channels that pages of one browser share, in memory, for pages that freeze. */
export class PretendBrowser {
  readonly pages = new Set<PretendPage>();
  readonly #waiting = new Map<string, Request[]>();
  readonly #holding = new Map<string, Request>();

  openPage(): PretendPage {
    const page = new PretendPage(this);
    this.pages.add(page);
    return page;
  }

  /** As `LockManager.request`, of exclusive locks. */
  request(
    page: PretendPage,
    name: string,
    options: LockOptions,
    hold: () => Promise<unknown>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request: Request = { page, hold, resolve, reject };
      const queue = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, queue);
      if (options.steal) {
        this.#holding.get(name)?.reject(new DOMException('stolen', 'AbortError'));
        this.#holding.delete(name);
        queue.unshift(request);
      } else queue.push(request);
      options.signal?.addEventListener('abort', () => {
        const at = queue.indexOf(request);
        if (at >= 0) queue.splice(at, 1);
        if (this.#holding.get(name) !== request) reject(options.signal?.reason as Error);
      });
      queueMicrotask(() => this.#grant(name));
    });
  }

  /** A page that is gone holds nothing and waits for nothing. */
  close(page: PretendPage): void {
    this.pages.delete(page);
    for (const queue of this.#waiting.values()) {
      queue.splice(0, queue.length, ...queue.filter((request) => request.page !== page));
    }
    for (const [name, request] of this.#holding) {
      if (request.page !== page) continue;
      this.#holding.delete(name);
      this.#grant(name);
    }
  }

  #grant(name: string): void {
    const request = this.#holding.has(name) ? undefined : this.#waiting.get(name)?.shift();
    if (!request) return;
    this.#holding.set(name, request);
    const end = (finish: (value: unknown) => void) => (value: unknown) => {
      finish(value);
      if (this.#holding.get(name) !== request) return;
      this.#holding.delete(name);
      this.#grant(name);
    };
    request.hold().then(end(request.resolve), end(request.reject));
  }
}

/** One page: what it says and hears waits while it is frozen. */
class PretendPage {
  readonly tabs: Tabs;
  readonly #channels = new Set<PretendChannel>();
  #isFrozen = false;
  #later: (() => void)[] = [];

  constructor(browser: PretendBrowser) {
    const request = (name: string, ...rest: unknown[]) =>
      browser.request(this, name, rest[0] as LockOptions, rest[1] as () => Promise<unknown>);
    this.tabs = {
      locks: { request: request },
      openChannel: (name) => {
        const post = (data: unknown) => {
          for (const page of browser.pages) page.#hear(name, data, channel);
        };
        const channel = new PretendChannel(name, (data) => this.#run(() => post(data)), this.#channels);
        this.#channels.add(channel);
        return channel as unknown as BroadcastChannel;
      },
    };
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  set isFrozen(isFrozen: boolean) {
    this.#isFrozen = isFrozen;
    if (!isFrozen) for (const run of this.#later.splice(0)) run();
  }

  #run(work: () => void): void {
    if (this.#isFrozen) this.#later.push(work);
    else work();
  }

  #hear(name: string, data: unknown, from: PretendChannel): void {
    for (const channel of this.#channels) {
      if (channel === from || channel.name !== name) continue;
      setImmediate(() => this.#run(() => channel.onmessage?.({ data } as MessageEvent)));
    }
  }
}

class PretendChannel {
  readonly name: string;
  readonly postMessage: (data: unknown) => void;
  readonly close: () => void;
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(name: string, post: (data: unknown) => void, open: Set<PretendChannel>) {
    this.name = name;
    // As between pages: what arrives is a copy of its own.
    this.postMessage = (data) => post(structuredClone(data));
    this.close = () => open.delete(this);
  }
}
