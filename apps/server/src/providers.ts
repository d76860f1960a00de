import type { Log } from '@impresario/engine';
import type { MusicProvider } from '@impresario/provider';
import { bundledSoundFont, createLocalProvider } from '@impresario/provider-local';
import type { Config } from './config.ts';
import { StartError } from './start-error.ts';
import { coreCount } from './world.ts';

export interface OpenProviders {
  readonly all: readonly MusicProvider[];
  close(): Promise<void>;
}

/** The providers this deployment can book; the one place where adapters are named (PRO-1). */
export async function openProviders(config: Config, log: Log): Promise<OpenProviders> {
  const local = createLocalProvider({
    workers: coreCount,
    soundFont: bundledSoundFont,
    onFault: (failure) => log.error({ err: failure, code: failure.code }, failure.message),
  });
  const all = [local];
  const ids = all.map((provider) => provider.capabilities.id);
  if (!ids.includes(config.DEFAULT_PROVIDER)) {
    const message = `DEFAULT_PROVIDER is ${config.DEFAULT_PROVIDER}, which is not configured here. Configured: ${ids.join(', ')}.`;
    throw new StartError('bad_environment', message);
  }
  return {
    all,
    async close() {
      for (const provider of all) await provider.close?.();
    },
  };
}
