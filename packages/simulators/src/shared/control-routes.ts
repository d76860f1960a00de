import { Hono } from 'hono';
import { faultInRule, faults, stations, type Rule } from './faults.ts';
import { promptWords } from './prompt-words.ts';
import { json, type ServiceEnv } from './service.ts';
import type { Control } from './simulator.ts';

/** The same control over HTTP, for people with curl and for tests in other processes. */
export function controlRoutes(control: Control, help: readonly string[]): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.get('/', (c) => c.text(helpText(help)));
  app.get('/state', () => json(control.state()));
  app.post('/reset', () => {
    control.reset();
    return json({ ok: true });
  });
  app.post('/script', async (c) => {
    const rule: unknown = await c.req.json().catch(() => null);
    const wrong = faultInRule(rule);
    if (wrong !== null) return json({ error: wrong }, 400);
    control.script(rule as Rule);
    return json({ ok: true });
  });
  app.post('/credits', async (c) => {
    const { credits } = await fields(c.req.json());
    if (typeof credits !== 'number' || !Number.isFinite(credits))
      return json({ error: '{"credits": a number}' }, 400);
    control.credits(credits);
    return json({ ok: true });
  });
  app.post('/down', async (c) => {
    const { ms, how } = await fields(c.req.json());
    control.down({ ms: typeof ms === 'number' ? ms : undefined, how: how === 'reset' ? 'reset' : '503' });
    return json({ ok: true });
  });
  app.post('/up', () => {
    control.up();
    return json({ ok: true });
  });
  app.post('/resend', async (c) => {
    const { taskId } = await fields(c.req.json());
    return control.resend(String(taskId))
      ? json({ ok: true })
      : json({ error: 'No callback was sent.' }, 404);
  });
  return app;
}

async function fields(body: Promise<unknown>): Promise<Record<string, unknown>> {
  const value = await body.catch(() => null);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function helpText(service: readonly string[]): string {
  const column = (name: string) => `  ${name.padEnd(26)}`;
  return [
    ...service,
    '',
    'Control (JSON):',
    `${column('GET  /_simulator/state')}tasks, callbacks sent, requests, counts (billable!), credits, rules left`,
    `${column('POST /_simulator/script')}{"on","do":{"fault",…},"times":1|n|"always","match":{"promptIncludes","taskId","pathIncludes","callbackType"}}`,
    `${column('POST /_simulator/credits')}{"credits": 5}`,
    `${column('POST /_simulator/down')}{"ms": 10000, "how": "503"|"reset"}; without ms until POST /_simulator/up`,
    `${column('POST /_simulator/resend')}{"taskId"}: the last callback again`,
    `${column('POST /_simulator/reset')}forget everything`,
    '',
    `Faults for "do", and where ("on": ${stations.join(', ')}):`,
    ...Object.entries(faults).map(([name, { on, says }]) => `${column(name)}${on.join(', ')}: ${says}`),
    '',
    'Words in a prompt, for that request and its task only:',
    ...Object.entries(promptWords).map(([name, { says }]) => `${column(`sim:${name}`)}${says}`),
    '',
  ].join('\n');
}
