import { expect, it } from 'vitest';
import { ImpresarioError, type ImpresarioErrorCode } from '@impresario/client';
import { OrderKeys } from './order-keys.ts';

const failure = (code: ImpresarioErrorCode, status = 422) =>
  new ImpresarioError({ code, status, detail: 'No.' });

/** Keys, and a server that answers with these errors one after the other, then takes everything. */
function open(...failures: Error[]) {
  const keys = new OrderKeys();
  const used: string[] = [];
  const send = (body: unknown) =>
    keys.send(body, async (key) => {
      used.push(key);
      const failure = failures.shift();
      if (failure) throw failure;
      return 'made';
    });
  return { used, send };
}

it('[IDM-2] keeps the key of a body until the server has taken it, and each body has its own', async () => {
  const { used, send } = open(failure('network', 0), failure('insufficient_credits', 402));
  for (let count = 0; count < 2; count++) await expect(send('all')).rejects.toThrow('No.');
  await send('all');
  await send('vocals');
  await send('all');
  expect(used.map((key) => used.indexOf(key))).toEqual([0, 0, 0, 3, 4]);
});

it('[IDM-2] takes a new key when the old one stands for something else, as the same body of another track', async () => {
  const { used, send } = open(failure('network', 0), failure('idempotency_mismatch'));
  await expect(send('all')).rejects.toThrow('No.');
  expect(await send('all')).toBe('made');
  expect(new Set(used).size).toBe(2);
  const twice = open(
    failure('idempotency_mismatch'),
    failure('idempotency_mismatch'),
    failure('validation_failed', 400),
  );
  await expect(twice.send('all')).rejects.toThrow('No.');
  await expect(twice.send('all')).rejects.toThrow('No.');
  await twice.send('all');
  expect(new Set(twice.used).size).toBe(4);
});
