import createClient from 'openapi-fetch';
import { Problem, problemOf } from './problem';
import type { components, paths } from './schema';
import { credentials, lost } from './session';

export type Schemas = components['schemas'];

/** Fetch with our credentials. A failed answer is thrown as a Problem. */
export async function ask(input: Request | string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  for (const [name, value] of Object.entries(credentials(isWrite))) {
    request.headers.set(name, value);
  }
  let answer: Response;
  try {
    answer = await fetch(request);
  } catch (failure) {
    if (request.signal.aborted) {
      throw failure;
    }
    throw new Problem(Problem.Unreachable, 'The switch does not answer.');
  }
  if (answer.status === 401) {
    lost();
  }
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return answer;
}

/** The public API, typed by its own description: api.GET('/api/v1/calls', …). */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: ask });

/** What was answered. A client's call that did not throw has it. */
export async function got<T>(answer: Promise<{ data?: T | undefined }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) {
    throw new Problem(204, 'The switch answered nothing.');
  }
  return data;
}
