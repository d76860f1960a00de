import type { Engine } from '@impresario/engine';
import type { Finding, Provider } from '@impresario/protocol';
import type { Config } from '../config.ts';
import { failed, look, ok, warning } from './finding.ts';

/** Whether keys are accepted, and whether callbacks have an address and a signature. */
export async function lookAtProviders(engine: Engine, config: Config): Promise<Finding[]> {
  const providers = await look(['providers', 'Providers'], 'Look at the log.', async () =>
    (await engine.listProviders()).map(providerFinding),
  );
  return [...providers, ...callbackFindings(config)];
}

function providerFinding({ id, label, health, isDefault, concurrencyMax }: Provider): Finding {
  const subject = [`provider-${id}`, label] as const;
  if (health.circuit === 'blocked') {
    return failed(
      subject,
      health.detail ?? 'refuses us',
      'Check its key and its balance; work is taken again by itself.',
    );
  }
  if (health.status === 'down' || health.status === 'degraded') {
    return warning(subject, health.detail ?? health.status, 'Wait, or set DEFAULT_PROVIDER to another.');
  }
  const rate =
    health.successRate === null
      ? 'nothing asked of it today'
      : `${Math.round(health.successRate * 100)} % of ${health.sampleCount} done`;
  const places = concurrencyMax === null ? '' : `, ${concurrencyMax} at once`;
  return ok(subject, `${isDefault ? 'default, ' : ''}${rate}${places}`);
}

function callbackFindings({
  SUNO_API_KEY,
  SUNO_CALLBACK_URL,
  SUNO_WEBHOOK_SECRET,
  PUBLIC_URL,
}: Config): Finding[] {
  if (SUNO_API_KEY === undefined) return [];
  const reach = ['callbacks', 'Callback address'] as const;
  const base = SUNO_CALLBACK_URL ?? (PUBLIC_URL && `${PUBLIC_URL}/webhooks/suno`);
  const signature = ['callback-signature', 'Callback signature'] as const;
  return [
    base === undefined
      ? warning(
          reach,
          'none, so results are found by looking, some seconds later',
          'Set PUBLIC_URL or SUNO_CALLBACK_URL.',
        )
      : ok(reach, `${base}/… (try it from outside: curl -X POST ${base}/test answers 4xx, not a timeout)`),
    SUNO_WEBHOOK_SECRET === undefined
      ? warning(
          signature,
          'none, so each callback only asks for a look',
          'Set SUNO_WEBHOOK_SECRET to the secret of your account.',
        )
      : ok(signature, 'a signed callback is believed'),
  ];
}
