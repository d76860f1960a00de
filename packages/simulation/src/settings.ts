import type { EngineSettings } from '@impresario/engine';
import { planLimits, priceMillicredits } from '@impresario/protocol';

/** Short deadlines, so that a run meets every one of them. */
export const simulatedSettings: EngineSettings = {
  defaultProvider: 'own',
  prices: priceMillicredits,
  plans: planLimits,
  maxQueueMs: 90_000,
  submitTimeoutMs: 8_000,
  inlineSubmitTimeoutMs: 40_000,
  maxProcessingMs: 60_000,
  maxDownloadMs: 30_000,
  pollInitialMs: 2_000,
  pollMaxMs: 15_000,
  pollBackoff: 1.5,
  leaseMs: 10_000,
  lookEveryMs: 10_000,
  callbackBaseUrl: 'https://us.example',
  callbackUrls: {},
};
