import type { Log } from '@impresario/engine';
import type { MusicProvider } from '@impresario/provider';
import { bundledSoundFont, createLocalProvider } from '@impresario/provider-local';
import { createMiniMaxProvider } from '@impresario/provider-minimax';
import { createMurekaProvider } from '@impresario/provider-mureka';
import { createSunoProvider } from '@impresario/provider-suno';
import type { Config } from './config.ts';
import { StartError } from './start-error.ts';
import { coreCount, realClock } from './world.ts';

export interface OpenProviders {
  readonly all: readonly MusicProvider[];
  /** Booked when a request names nobody. */
  readonly defaultId: string;
  close(): Promise<void>;
}

/** The providers this deployment can book; the one place where adapters are named (PRO-1). */
export async function openProviders(config: Config, log: Log): Promise<OpenProviders> {
  const all = [...outsideProviders(config), localProvider(log)];
  const ids = all.map((provider) => provider.capabilities.id);
  // Who pays for an outside provider wants it; without a key the built-in composer is the only one.
  const defaultId = config.DEFAULT_PROVIDER ?? ids[0]!;
  if (!ids.includes(defaultId)) {
    const message =
      `DEFAULT_PROVIDER is ${defaultId}, which is not configured here. Configured: ${ids.join(', ')}. ` +
      'An outside provider is configured by its key, such as SUNO_API_KEY.';
    throw new StartError('bad_environment', message);
  }
  return {
    all,
    defaultId,
    async close() {
      for (const provider of all) await provider.close?.();
    },
  };
}

function outsideProviders(config: Config): MusicProvider[] {
  const clock = realClock;
  const providers: MusicProvider[] = [];
  if (config.SUNO_API_KEY !== undefined) {
    providers.push(
      createSunoProvider({
        apiKey: config.SUNO_API_KEY,
        dialect: config.SUNO_DIALECT,
        webhookSecret: config.SUNO_WEBHOOK_SECRET ?? null,
        clock,
        ...at(config.SUNO_API_URL),
      }),
    );
  }
  if (config.MUREKA_API_KEY !== undefined) {
    providers.push(createMurekaProvider({ apiKey: config.MUREKA_API_KEY, ...at(config.MUREKA_API_URL) }));
  }
  if (config.MINIMAX_API_KEY !== undefined) {
    providers.push(
      createMiniMaxProvider({ apiKey: config.MINIMAX_API_KEY, clock, ...at(config.MINIMAX_API_URL) }),
    );
  }
  return providers;
}

function at(baseUrl: string | undefined): { baseUrl?: string } {
  return baseUrl === undefined ? {} : { baseUrl };
}

function localProvider(log: Log): MusicProvider {
  return createLocalProvider({
    workers: coreCount,
    soundFont: bundledSoundFont,
    onFault: (failure) => log.error({ err: failure, code: failure.code }, failure.message),
  });
}

/** Where files may come from although it is inside: what the operator has named (SEC-3). */
export function trustedOrigins(config: Config): string[] {
  const named = [config.SUNO_API_URL, config.MUREKA_API_URL, config.MINIMAX_API_URL];
  const urls = [...named.filter((url) => url !== undefined), ...config.TRUSTED_ASSET_ORIGINS];
  return urls.map((url) => new URL(url).origin);
}
