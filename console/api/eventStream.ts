import { eventReader } from './eventText';

/** How the line to the switch is. */
export type Line = 'joining' | 'up' | 'lost';

/** What who follows is told. */
export interface Hears {
  line: (line: Line) => void;
  event: (kind: string, data: unknown) => void;
}

export const eventsPath = '/api/v1/events?topics=overview,calls,registrations,balances,nat,alarms';
export const eventsHeaders = { Accept: 'text/event-stream' };

const waits = [500, 1000, 2000, 5000];

/**
 * Reads the switch's events until told to stop; a line that is lost is joined again. The feed looks once a second, but tells nothing when nothing changed: a silence is no proof of a lost line.
 * Ends by itself when open says null: nobody is signed in any more.
 */
export async function follow(
  open: (stop: AbortSignal) => Promise<Response | null>,
  stop: AbortSignal,
  hears: Hears,
): Promise<void> {
  hears.line('joining');
  for (let failures = 0; !stop.aborted; ) {
    try {
      const answer = await open(stop);
      if (!answer) {
        return;
      }
      await read(answer, hears);
      failures = 0;
    } catch {
      failures++;
    }
    if (!stop.aborted) {
      hears.line('lost');
      await new Promise((resume) => setTimeout(resume, waits[Math.min(failures, waits.length - 1)]));
    }
  }
}

async function read(answer: Response, hears: Hears): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) {
    return;
  }
  const events = eventReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    for (const event of events(value)) {
      hears.line('up');
      if (event.kind !== 'hello') {
        hears.event(event.kind, JSON.parse(event.data));
      }
    }
  }
}
