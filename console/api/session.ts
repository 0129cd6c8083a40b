import { useSyncExternalStore } from 'react';
import { Problem, problemOf } from './problem';

export type Access = 'none' | 'view' | 'edit';
export interface User {
  name: string;
  role: string;
  pages: Record<string, Access>;
  /** Null: everybody's. */
  accounts: string[] | null;
}

/** Who sits here. A bearer key is kept in memory only: it is gone with the window. */
export interface Session {
  state: 'asking' | 'unclaimed' | 'signedOut' | 'signedIn';
  user: User | null;
  csrf: string;
  key: string;
  /** The switch knows users; one that does not takes its key only. */
  hasUsers: boolean;
}

const path = '/api/v1/session';
let current: Session = { state: 'asking', user: null, csrf: '', key: '', hasUsers: true };
const listeners = new Set<() => void>();

function become(next: Partial<Session>): void {
  current = { ...current, ...next };
  for (const listener of listeners) {
    listener();
  }
}

export function session(): Session {
  return current;
}

export function useSession(): Session {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, session);
}

/** What goes with each request: the key, or the proof that a write comes from our own page. */
export function credentials(isWrite: boolean): Record<string, string> {
  if (current.key) {
    return { Authorization: `Bearer ${current.key}` };
  }
  return isWrite && current.csrf ? { 'X-Tandem-Csrf': current.csrf } : {};
}

interface SessionAnswer {
  isClaimed: boolean;
  user: User | null;
  csrf: string | null;
}

function take(answer: SessionAnswer): void {
  become({
    state: answer.user ? 'signedIn' : answer.isClaimed ? 'signedOut' : 'unclaimed',
    user: answer.user,
    csrf: answer.csrf ?? '',
    key: '',
    hasUsers: true,
  });
}

async function send(method: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: { ...credentials(method !== 'GET'), ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Problem(Problem.Unreachable, 'The switch does not answer.');
  }
}

/** Asks who we are; at the start, and when an answer said 401. */
export async function ask(): Promise<void> {
  const answer = await send('GET');
  if (answer.ok) {
    take((await answer.json()) as SessionAnswer);
  } else if (answer.status === 404 || answer.status === 401) {
    become({ state: 'signedOut', user: null, csrf: '', key: '', hasUsers: false });
  } else {
    throw await problemOf(answer);
  }
}

/** Signs in; with the installation key of DIR/admin.key it makes the first user. */
export async function signIn(by: { name: string; password: string; code?: string; key?: string }): Promise<void> {
  const answer = await send('POST', by);
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  await ask();
}

/** Takes a bearer key, when the switch does. */
export async function signInByKey(key: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch('/api/v1/parameters', { headers: { Authorization: `Bearer ${key}` } });
  } catch {
    throw new Problem(Problem.Unreachable, 'The switch does not answer.');
  }
  if (!answer.ok && answer.status !== 403) {
    throw await problemOf(answer);
  }
  become({ state: 'signedIn', key, user: null });
}

export async function signOut(): Promise<void> {
  if (!current.key) {
    await send('DELETE');
  }
  become({ state: 'signedOut', user: null, csrf: '', key: '' });
}

/** An answer said 401: whoever was signed in is no more. */
export function lost(): void {
  if (current.state === 'signedIn') {
    become({ state: 'signedOut', user: null, csrf: '', key: '' });
  }
}

/** Whether the user may look at a page, or change what is on it. A key may what it may: the switch will say. */
export function mayOn(who: Session, right: string, wanted: 'view' | 'edit' = 'view'): boolean {
  if (who.key || !who.user) {
    return who.state === 'signedIn';
  }
  const has = who.user.pages[right] ?? 'none';
  return wanted === 'view' ? has !== 'none' : has === 'edit';
}
