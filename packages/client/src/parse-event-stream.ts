/** One thing a stream says. `position` only moves the place to resume from. */
export interface StreamMessage {
  event: string;
  data: string;
  id: string | null;
}

/**
 * Reads server-sent events (HTML §9.2.6) from text as it comes: returns what takes the next piece and gives the
 * messages that it completes. Written out, for what is made for all cases was an eighth of this package.
 */
export function parseEventStream(onRetry: (ms: number) => void): (text: string) => StreamMessage[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  let id: string | null = null;

  function take(line: string, messages: StreamMessage[]): void {
    if (line === '') {
      if (data.length > 0) messages.push({ event: event || 'message', data: data.join('\n'), id });
      // A block without data dispatches nothing in a browser either, but says where a stream stands.
      else if (id !== null) messages.push({ event: 'position', data: '', id });
      [event, data, id] = ['', [], null];
      return;
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
  }

  return (text) => {
    const messages: StreamMessage[] = [];
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line, messages);
    return messages;
  };
}
