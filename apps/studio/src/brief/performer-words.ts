import type { Model, Provider } from '@impresario/protocol';

/** What is wrong with a provider, as one sentence; null while it is well. */
export function troubleOf({ label, health }: Provider): string | null {
  const detail = health.detail ? ` ${sentence(health.detail)}` : '';
  if (health.circuit === 'blocked') {
    return `${label} takes no work now.${detail || ' Its key or its credit was refused.'}`;
  }
  if (health.circuit === 'open') {
    return `${label} is not answering and is tried again from time to time.${detail}`;
  }
  if (health.status === 'down') return `${label} does not answer well just now.${detail}`;
  if (health.status === 'degraded') {
    const share = health.successRate === null ? null : Math.round(health.successRate * 100);
    return `${label} has trouble at times${share === null ? '' : `: ${share} % of the last songs came through`}.${detail}`;
  }
  return null;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
}

/** A model's name, with what there is to know before choosing it. */
export function modelWords({ label, lifecycle }: Model): string {
  if (lifecycle === 'preview') return `${label} (preview)`;
  return lifecycle === 'deprecated' ? `${label} (will be withdrawn)` : label;
}
