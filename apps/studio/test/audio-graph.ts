import type { Page } from 'playwright-core';

/** One piece of sound that was given to the clock. */
export interface Started {
  /** Which context's clock, counted from 0. */
  readonly context: number;
  readonly rate: number;
  /** Seconds on that clock. */
  readonly when: number;
  readonly frames: number;
}

interface Watched {
  readonly started: Started[];
  readonly taps: AnalyserNode[];
}

/** To be called before the page is loaded: notes what is started on the clock, and taps what reaches the loudspeaker. */
export async function watchAudioGraph(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { started: [], taps: [] };
    const contexts: BaseAudioContext[] = [];
    Object.assign(window, { watched });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
      if (!contexts.includes(this.context)) contexts.push(this.context);
      const { sampleRate: rate } = this.context;
      const context = contexts.indexOf(this.context);
      watched.started.push({ context, rate, when, frames: this.buffer?.length ?? 0 });
      return start.call(this, when, ...rest);
    };
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const tap = this.context.createAnalyser();
        watched.taps.push(tap);
        connect.call(this, tap);
      }
      return connect.call(this, to);
    } as typeof AudioNode.prototype.connect;
  });
}

export function startedSounds(page: Page): Promise<Started[]> {
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched.started);
}

/** How loud it is at the loudspeaker just now, root mean square. */
export function loudnessNow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tap = (window as unknown as { watched: Watched }).watched.taps.at(-1);
    if (!tap) return 0;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
  });
}
