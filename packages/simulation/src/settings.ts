import type { EngineSettings } from '@impresario/engine';
import { testSettings } from '@impresario/engine/testing';

/** Short deadlines, so that a run meets every one of them. */
export const simulatedSettings: EngineSettings = {
  ...testSettings,
  defaultProvider: 'own',
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
