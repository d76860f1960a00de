import type { OperationEvent } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { eventText, scriptedServer, stream } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const operationText = (id: string, revision: number) => {
  const operation = { id: 'o1', status: 'processing', revision };
  return `event: operation\nid: ${id}\ndata: ${JSON.stringify({ type: 'operation.updated', operationId: 'o1', revision, operation })}\n\n`;
};

it('[RT-1] tells of operations beside the tracks, and resumes after them', async () => {
  const odd = 'event: operation\nid: e2\ndata: {"op\n\nevent: operation\nid: e3\ndata: {}\n\n';
  await using server = await scriptedServer(
    stream(eventText('e1', aTrack({ revision: 1 })) + odd + operationText('e4', 2), 'cut'),
    stream(operationText('e5', 3) + eventText('e6', aTrack({ revision: 2 })), 'end'),
  );
  const heard: OperationEvent[] = [];
  const seen: number[] = [];
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  const events = client.events({ onOperation: (event) => heard.push(event) });
  for await (const { revision } of events) seen.push(revision);
  expect(seen).toEqual([1, 2]);
  expect(heard.map(({ type, revision }) => [type, revision])).toEqual([
    ['operation.updated', 2],
    ['operation.updated', 3],
  ]);
  expect(server.requests[1]?.headers['last-event-id']).toBe('e4');
});

it('passes over operations where nobody asked for them', async () => {
  await using server = await scriptedServer(
    stream(operationText('e1', 2) + eventText('e2', aTrack({ revision: 1 })), 'end'),
  );
  const seen: number[] = [];
  for await (const { revision } of createClient({ baseUrl: server.url }).events()) seen.push(revision);
  expect(seen).toEqual([1]);
});
