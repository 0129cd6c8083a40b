import { useEffect, useRef, useSyncExternalStore } from 'react';
import { ask } from './client';
import { eventReader } from './eventText';

/** How the line to the switch is. */
export type Line = 'joining' | 'up' | 'lost';

const waits = [500, 1000, 2000, 5000];
// The feed looks once a second, but tells nothing when nothing changed; this long a silence is no proof of a lost line.
let line: Line = 'joining';
const watchers = new Set<() => void>();
const handlers = new Map<string, Set<(data: unknown) => void>>();
const returns = new Set<() => void>();

function becomes(next: Line): void {
  if (line !== next) {
    line = next;
    for (const watcher of watchers) {
      watcher();
    }
  }
}

async function listen(stop: AbortSignal): Promise<void> {
  const answer = await ask('/api/v1/events?topics=overview,calls,registrations,balances,nat,alarms', {
    signal: stop,
    headers: { Accept: 'text/event-stream' },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) {
    return;
  }
  const read = eventReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    for (const event of read(value)) {
      if (line !== 'up') {
        const wasLost = line === 'lost';
        becomes('up');
        if (wasLost) {
          for (const back of returns) {
            back();
          }
        }
      }
      if (event.kind !== 'hello') {
        const data: unknown = JSON.parse(event.data);
        for (const handler of handlers.get(event.kind) ?? []) {
          handler(data);
        }
      }
    }
  }
}

/** Listens until told to stop; a line that is lost is joined again. onReturn is called when it is back: what happened meanwhile was not told. */
export function followEvents(onReturn: () => void): () => void {
  const stop = new AbortController();
  returns.add(onReturn);
  becomes('joining');
  void (async () => {
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        await listen(stop.signal);
        failures = 0;
      } catch {
        failures++;
      }
      if (!stop.signal.aborted) {
        becomes('lost');
        await new Promise((resume) => setTimeout(resume, waits[Math.min(failures, waits.length - 1)]));
      }
    }
  })();
  return () => {
    stop.abort();
    returns.delete(onReturn);
  };
}

/** What the switch tells of. */
export type EventKind =
  | 'call'
  | 'balance'
  | 'nat'
  | 'registration'
  | 'overview'
  | 'alarm.raised'
  | 'alarm.acknowledged'
  | 'alarm.cleared';

/** Calls the handler for each event of a kind. */
export function useSwitchEvent<T>(kind: EventKind, handler: (data: T) => void): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const call = (data: unknown) => latest.current(data as T);
    const of = handlers.get(kind) ?? new Set();
    handlers.set(kind, of);
    of.add(call);
    return () => {
      of.delete(call);
    };
  }, [kind]);
}

export function useLine(): Line {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => line,
  );
}
