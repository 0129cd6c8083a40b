import { useEffect, useRef } from 'react';

/** What a key press means: keys by their name, two keys in turn as 'g c'. */
export type KeyMap = Record<string, () => void>;

const togetherMs = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Listens to keys outside of text fields, as long as the component is there. Keys with Ctrl, Alt or Meta are the browser's. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isTyping(event.target)) {
        return;
      }
      const pair = event.timeStamp - firstAt < togetherMs ? `${first} ${event.key}` : '';
      const act = latest.current[pair] ?? latest.current[event.key];
      first = event.key;
      firstAt = event.timeStamp;
      if (act) {
        first = '';
        event.preventDefault();
        act();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
