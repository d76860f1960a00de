/** The two gateways to Suno that speak the same paths, and give some numbers opposite meanings. */
export type Dialect = 'sunoapi' | 'kie';

interface Addresses {
  readonly baseUrl: string;
  /** Files are handed over at another host. */
  readonly uploadUrl: string;
  /** Answers how many credits our account has left. */
  readonly creditPath: string;
}

/** docs.sunoapi.org and docs.kie.ai (quickstart, file-upload-api), read 2026-09. */
export const gateways: Readonly<Record<Dialect, Addresses>> = {
  sunoapi: {
    baseUrl: 'https://api.sunoapi.org',
    uploadUrl: 'https://sunoapiorg.redpandaai.co',
    creditPath: '/api/v1/generate/credit',
  },
  kie: {
    baseUrl: 'https://api.kie.ai',
    uploadUrl: 'https://kieai.redpandaai.co',
    creditPath: '/api/v1/chat/credit',
  },
};
