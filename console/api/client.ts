import createClient from 'openapi-fetch';
import { isRepeatable, sentAgain, whenBack } from './again';
import { Problem, problemOf } from './problem';
import type { components, paths } from './schema';
import { credentials, lost } from './session';

export type Schemas = components['schemas'];

/** Sends a request; one that may be sent twice is sent once more when the connection, lost meanwhile, is back. */
async function reach(request: Request): Promise<Response> {
  const spare = isRepeatable(request) ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (failure) {
    if (request.signal.aborted) {
      throw failure;
    }
  }
  try {
    if (spare && (await whenBack())) {
      const answer = await fetch(spare);
      sentAgain();
      return answer;
    }
  } catch {
    // Lost once more: the user decides.
  }
  throw new Problem(Problem.Unreachable, 'The switch does not answer.');
}

/** Fetch with our credentials. A failed answer is thrown as a Problem. */
export async function ask(input: Request | string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  for (const [name, value] of Object.entries(credentials(isWrite))) {
    request.headers.set(name, value);
  }
  const answer = await reach(request);
  if (answer.status === 401) {
    lost();
  }
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return answer;
}

/** As ask, of what a save begins with: when the connection is lost it waits, as the save itself would. */
export async function askOnceBack(path: string): Promise<Response> {
  try {
    return await ask(path);
  } catch (failure) {
    if (failure instanceof Problem && failure.status === Problem.Unreachable && (await whenBack())) {
      return ask(path);
    }
    throw failure;
  }
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
