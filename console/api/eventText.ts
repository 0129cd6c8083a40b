/** One server-sent event. */
export interface ServerEvent {
  kind: string;
  data: string;
}

/**
 * Takes server-sent events out of the pieces of text in which they arrive (WHATWG HTML §9.2.6). EventSource itself can't send an Authorization header.
 * Returns a function that is given each piece and answers the events that it completes.
 */
export function eventReader(): (piece: string) => ServerEvent[] {
  let rest = '';
  let kind = '';
  let data: string[] = [];
  return (piece) => {
    const events: ServerEvent[] = [];
    const text = rest + piece;
    // A piece that ends in CR may be followed by the LF of the same line end.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + text.slice(end);
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) {
          events.push({ kind: kind || 'message', data: data.join('\n') });
        }
        kind = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') {
        kind = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }
    return events;
  };
}
