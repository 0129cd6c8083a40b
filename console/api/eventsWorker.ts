import { eventsHeaders, eventsPath, follow, type Line } from './eventStream';

/** What the windows are told. */
export type Told = { line: Line } | { kind: string; data: unknown } | { isOver: true };

/**
 * One line to the switch for all windows of this browser: over HTTP/1.1 a browser has six connections to a host, and a stream of events keeps one for good. With six windows open none of them could ask anything any more.
 */
const windows = new Set<MessagePort>();
let line: Line = 'joining';
let stop: AbortController | null = null;

function tell(told: Told): void {
  for (const window of windows) {
    window.postMessage(told);
  }
}

function begin(): void {
  const mine = new AbortController();
  stop = mine;
  const open = async (signal: AbortSignal) => {
    const answer = await fetch(eventsPath, { signal, headers: eventsHeaders });
    if (answer.status === 401) {
      tell({ isOver: true });
      return null;
    }
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return answer;
  };
  void follow(open, mine.signal, {
    line: (next) => {
      if (line !== next) {
        line = next;
        tell({ line });
      }
    },
    event: (kind, data) => tell({ kind, data }),
  }).then(() => {
    if (stop === mine) {
      stop = null;
    }
  });
}

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [window] }) => {
  if (!window) {
    return;
  }
  windows.add(window);
  window.onmessage = () => {
    // It says one thing only: that it goes.
    windows.delete(window);
    if (windows.size === 0) {
      stop?.abort();
      stop = null;
    }
  };
  if (stop) {
    window.postMessage({ line } satisfies Told);
  } else {
    begin();
  }
};
