import { useSyncExternalStore } from 'react';
import { forgetDrafts } from './drafts';
import { Problem, problemOf } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];

export type User = Schemas['SessionUserView'];

/** Who sits here. A bearer key is kept in memory only: it is gone with the window. */
export interface Session {
  state: 'asking' | 'unclaimed' | 'signedOut' | 'signedIn';
  user: User | null;
  csrf: string;
  key: string;
  /** The host of the OpenID provider that people may sign in with; empty without one. */
  openId: string;
  /** Whoever was signed in here was signed out, by the time or by somebody else. */
  isEnded?: boolean;
}

const path = '/api/v1/session';
let current: Session = { state: 'asking', user: null, csrf: '', key: '', openId: '' };
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

type SessionAnswer = Schemas['SessionView'];

function take(answer: SessionAnswer): void {
  become({
    ...(answer.user ? { isEnded: false } : {}),
    state: answer.user ? 'signedIn' : answer.isClaimed ? 'signedOut' : 'unclaimed',
    user: answer.user ?? null,
    csrf: answer.csrf,
    key: '',
    openId: answer.openId ?? '',
  });
}

async function send(method: string, body?: unknown, more: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: { ...credentials(method !== 'GET'), ...(body ? { 'Content-Type': 'application/json' } : {}), ...more },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Problem(Problem.Unreachable, 'The switch does not answer.');
  }
}

/** Asks who we are; at the start, and when an answer said 401. */
export async function ask(): Promise<void> {
  const answer = await send('GET');
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  take((await answer.json()) as SessionAnswer);
}

const wrongKey = {
  advice: 'Compare it with the file admin.key in the data directory, or with the API key as it was shown when it was made.',
};
const wrongPassword = { advice: 'Look at the name, the password and the code, and try again.' };

/** Signs in; with the installation key of DIR/admin.key it makes the first user. */
export async function signIn(by: { name: string; password: string; code?: string; key?: string }): Promise<void> {
  const answer = await send('POST', by);
  if (!answer.ok) {
    const problem = await problemOf(answer);
    throw answer.status === 401 ? problem.with({ advice: (by.key ? wrongKey : wrongPassword).advice }) : problem;
  }
  await ask();
}

/** Takes a bearer key: the installation's, or one of the API keys. */
export async function signInByKey(key: string): Promise<void> {
  const answer = await send('GET', undefined, { Authorization: `Bearer ${key}` });
  const user = answer.ok ? ((await answer.json()) as SessionAnswer).user : null;
  if (!user) {
    throw answer.ok || answer.status === 401
      ? new Problem(401, 'The switch does not know this key.', [], wrongKey.advice)
      : await problemOf(answer);
  }
  become({ state: 'signedIn', key, user });
}

export async function signOut(): Promise<void> {
  forgetDrafts();
  if (!current.key) {
    await send('DELETE');
  }
  become({ state: 'signedOut', user: null, csrf: '', key: '' });
}

/** An answer said 401: whoever was signed in is no more. */
export function lost(): void {
  if (current.state === 'signedIn') {
    become({ state: 'signedOut', user: null, csrf: '', key: '', isEnded: true });
  }
}

/** Whether the user may look at a page, or change what is on it. */
export function mayOn(who: Session, right: string, wanted: 'view' | 'edit' = 'view'): boolean {
  const has = who.user?.pages[right];
  return wanted === 'view' ? has !== undefined : has === 'edit';
}
