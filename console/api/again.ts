import { useSyncExternalStore } from 'react';

/** How many saves wait for the connection, and how many have been sent once more since the page was opened. */
export interface Waiting {
  waiting: number;
  sent: number;
}

const pauseMs = 1000;
let state: Waiting = { waiting: 0, sent: 0 };
let round = new AbortController();
const watchers = new Set<() => void>();

function become(next: Waiting): void {
  state = next;
  for (const watcher of watchers) {
    watcher();
  }
}

/**
 * Whether a request may be sent twice: it names the version that it changes, or that there is none yet, or a key of its own. What has been done already then is not done again.
 */
export function isRepeatable(request: Request): boolean {
  return ['If-Match', 'If-None-Match', 'Idempotency-Key'].some((name) => request.headers.has(name));
}

/** Waits until the switch answers; false when the user does not want to wait any more. */
export async function whenBack(): Promise<boolean> {
  const { signal } = round;
  become({ ...state, waiting: state.waiting + 1 });
  try {
    while (!signal.aborted) {
      await new Promise((resume) => setTimeout(resume, pauseMs));
      try {
        const answer = await fetch('/api/v1/session', { signal });
        if (answer.status < 500) {
          return true;
        }
      } catch {
        // Not yet.
      }
    }
    return false;
  } finally {
    become({ ...state, waiting: state.waiting - 1 });
  }
}

/** One has been sent once more, and was answered. */
export function sentAgain(): void {
  become({ ...state, sent: state.sent + 1 });
}

/** What waits is not sent any more: each form says that the switch does not answer, and keeps what is in it. */
export function giveUp(): void {
  round.abort();
  round = new AbortController();
}

export function useWaiting(): Waiting {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
