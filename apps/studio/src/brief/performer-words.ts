import type { Model, Provider } from '@impresario/protocol';
import { readLanguage, say } from '../i18n/index.ts';
import { providerName } from '../words/provider-name.ts';

/** What is wrong with a provider, as one sentence; null while it is well. */
export function troubleOf(provider: Provider): string | null {
  const { health } = provider;
  const words = troubleWords(providerName(provider), health);
  if (words === null) return null;
  const reason = health.circuit === 'blocked' ? say('brief.trouble.refused') : '';
  // The engine's own words are English.
  const detail = readLanguage() === 'en' ? health.detail : null;
  return [words, detail ? sentence(detail) : reason].filter(Boolean).join(' ');
}

function troubleWords(provider: string, health: Provider['health']): string | null {
  if (health.circuit === 'blocked') return say('brief.trouble.blocked', { provider });
  if (health.circuit === 'open') return say('brief.trouble.open', { provider });
  if (health.status === 'down') return say('brief.trouble.down', { provider });
  if (health.status !== 'degraded') return null;
  if (health.successRate === null) return say('brief.trouble.degraded', { provider });
  return say('brief.trouble.share', { provider, percent: Math.round(health.successRate * 100) });
}

function sentence(words: string): string {
  return /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
}

/** A model's name, with what there is to know before choosing it. */
export function modelWords({ label: model, lifecycle }: Model): string {
  if (lifecycle === 'preview') return say('brief.model.preview', { model });
  return lifecycle === 'deprecated' ? say('brief.model.deprecated', { model }) : model;
}
