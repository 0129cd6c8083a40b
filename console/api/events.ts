import { useEffect, useRef, useSyncExternalStore } from 'react';
import { ask } from './client';
import { eventsHeaders, eventsPath, follow, type Line } from './eventStream';
import type { Told } from './eventsWorker';
import { lost, session } from './session';

export type { Line } from './eventStream';

let line: Line = 'joining';
const watchers = new Set<() => void>();
const handlers = new Map<string, Set<(data: unknown) => void>>();
const returns = new Set<() => void>();
/** Something may have happened that this window was not told. */
let hasMissed = false;

function becomes(next: Line): void {
  hasMissed ||= next === 'lost';
  if (line !== next) {
    line = next;
    for (const watcher of watchers) {
      watcher();
    }
  }
  if (next === 'up' && hasMissed) {
    hasMissed = false;
    for (const back of returns) {
      back();
    }
  }
}

function happened(kind: string, data: unknown): void {
  for (const handler of handlers.get(kind) ?? []) {
    handler(data);
  }
}

/** By the line that all windows share. */
function joinShared(): () => void {
  const worker = new SharedWorker(new URL('./eventsWorker.ts', import.meta.url), { type: 'module', name: 'tandem-events' });
  worker.port.onmessage = ({ data: told }: MessageEvent<Told>) => {
    if ('isOver' in told) {
      lost();
    } else if ('line' in told) {
      becomes(told.line);
    } else {
      happened(told.kind, told.data);
    }
  };
  return () => {
    worker.port.postMessage('leave');
    worker.port.close();
  };
}

/** By a line of this window's own. */
function joinAlone(): () => void {
  const stop = new AbortController();
  void follow((signal) => ask(eventsPath, { signal, headers: eventsHeaders }), stop.signal, { line: becomes, event: happened });
  return () => stop.abort();
}

/**
 * Listens until told to stop; onReturn is called when the line is back after it was lost: what happened meanwhile was not told. A window that the browser puts aside listens no more until it is looked at again.
 * Who signed in with a key, which is this window's alone, has a line of his own, and so has a browser that knows no shared workers: those listen only as long as somebody looks.
 */
export function followEvents(onReturn: () => void): () => void {
  const isAlone = session().key !== '' || typeof SharedWorker === 'undefined';
  let leave: (() => void) | null = null;
  const isWanted = () => !isAlone || document.visibilityState === 'visible';
  const join = () => {
    leave ??= isAlone ? joinAlone() : joinShared();
  };
  const part = () => {
    hasMissed ||= leave !== null;
    leave?.();
    leave = null;
  };
  const look = () => (isWanted() ? join() : part());
  returns.add(onReturn);
  line = 'joining';
  look();
  addEventListener('pagehide', part);
  addEventListener('pageshow', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    removeEventListener('pagehide', part);
    removeEventListener('pageshow', look);
    document.removeEventListener('visibilitychange', look);
    part();
    returns.delete(onReturn);
    hasMissed = false;
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
