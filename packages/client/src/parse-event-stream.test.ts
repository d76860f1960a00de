import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseEventStream, type StreamMessage } from './parse-event-stream.ts';

function read(pieces: readonly string[]) {
  const retries: number[] = [];
  const parse = parseEventStream((ms) => retries.push(ms));
  return { messages: pieces.flatMap(parse), retries };
}

/** The same by a library that is made for all cases. */
function readByLibrary(pieces: readonly string[]) {
  const retries: number[] = [];
  const messages: StreamMessage[] = [];
  const parser = createParser({
    onId: (id) => messages.push({ event: 'position', data: '', id }),
    onEvent: ({ event = 'message', data, id = null }) => {
      if (id !== null) messages.pop();
      messages.push({ event, data, id });
    },
    onRetry: (ms) => retries.push(ms),
  });
  for (const piece of pieces) parser.feed(piece);
  return { messages, retries };
}

it('reads events, places, comments and waits', () => {
  const text =
    'retry: 1000\n\nid: 1\n\n: heartbeat\n\nevent: track\nid: 2\ndata: {"a":1}\n\ndata\ndata: b\n\n';
  expect(read([text])).toEqual({
    messages: [
      { event: 'position', data: '', id: '1' },
      { event: 'track', data: '{"a":1}', id: '2' },
      { event: 'message', data: '\nb', id: null },
    ],
    retries: [1000],
  });
});

it('reads any text, cut anywhere, as the library does', () => {
  const field = fc.constantFrom('data', 'id', 'event', 'retry', '', 'other', 'dat', 'data ', ' data');
  const value = fc.constantFrom('', ' ', 'a', ' b: c', '12', 'x\0', '{"d":1}', ':');
  const line = fc.oneof(
    fc.tuple(field, fc.constantFrom(':', ': ', ''), value).map((parts) => parts.join('')),
    fc.constant(''),
  );
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const lines = fc.array(fc.tuple(line, end), { maxLength: 20 });
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 6 });
  fc.assert(
    fc.property(lines, cuts, (written, places) => {
      // What ends in a carriage return may go on with a line feed: both wait for more, each in its way.
      const text = `${written.map((parts) => parts.join('')).join('')}:\n`;
      const at = [0, ...places.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((place, index) => text.slice(at[index], place));
      expect(read(pieces)).toEqual(readByLibrary(pieces));
    }),
    { numRuns: 2_000 },
  );
});
