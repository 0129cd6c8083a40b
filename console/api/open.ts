import { Problem, problemOf } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];

/** What is open to everybody is asked without key and session, whoever sits here. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, credentials: 'omit' });
  } catch {
    throw new Problem(Problem.Unreachable, 'The switch does not answer.');
  }
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return answer;
}

const withToken = (token: string) => ({ headers: { 'X-Tandem-Share': token } });

/** What a share link shows. */
export async function openShared(token: string): Promise<Schemas['SharedView']> {
  return (await ask('/public/v1/shared', withToken(token))).json() as Promise<Schemas['SharedView']>;
}

/** The messages of a shared call as a capture. */
export function sharedCapture(token: string, format: 'pcap' | 'pcapng'): Promise<Response> {
  return ask(`/public/v1/shared/pcap?format=${format}`, withToken(token));
}

/** Whether the public self-test is open. */
export async function selfTest(): Promise<Schemas['SelfTestView']> {
  return (await ask('/public/v1/self-test')).json() as Promise<Schemas['SelfTestView']>;
}

/** A code for nat-check, and what opens its result. */
export async function beginSelfTest(): Promise<Schemas['SelfTestBegun']> {
  return (await ask('/public/v1/self-test', { method: 'POST' })).json() as Promise<Schemas['SelfTestBegun']>;
}

/** The link of a token. What stands behind the # a browser sends to nobody, so no log of a server in between has it. */
export function shareLink(token: string): string {
  return `${window.location.origin}/shared#${token}`;
}
