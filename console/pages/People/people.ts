import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import type { PlanObject } from '../../parts/plan/fields';

export type User = Schemas['UserView'];
export type Role = Schemas['RoleView'];
export type ApiKey = Schemas['ApiKeyView'];
export type Kind = 'users' | 'roles' | 'api-keys';

/** What the pages of rights are called; the order is that of the API's own list. */
export const rightWords: Record<string, { word: string }> = {
  overview: { word: 'Overview' },
  alarms: { word: 'Alarms' },
  calls: { word: 'Calls now' },
  cdrs: { word: 'Call records' },
  shares: { word: 'Share links' },
  recordings: { word: 'Recordings' },
  illegalCalls: { word: 'Illegal calls' },
  firewall: { word: 'Firewall' },
  blacklists: { word: 'Blacklists' },
  nat: { word: 'NAT and ALG doctor' },
  selfTests: { word: 'Self-tests' },
  trunks: { word: 'Trunks' },
  phones: { word: 'Phones' },
  turnUsers: { word: 'TURN users' },
  routing: { word: 'Routing analysis' },
  testCalls: { word: 'Test call' },
  accounts: { word: 'Accounts' },
  payments: { word: 'Payments and ledger' },
  rates: { word: 'Rate tables' },
  system: { word: 'Parameters, alarm settings' },
  plan: { word: 'Plan and its history' },
  backups: { word: 'Backups' },
  soaks: { word: 'Soak reports' },
  audit: { word: 'Audit log' },
  people: { word: 'People' },
};

const all = { params: { query: { limit: 1000 } } };

export function useUsers() {
  return useQuery({ queryKey: ['people', 'users'], queryFn: async () => (await got(api.GET('/api/v1/users', all))).items });
}

export function useRoles() {
  return useQuery({ queryKey: ['people', 'roles'], queryFn: async () => (await got(api.GET('/api/v1/roles', all))).items });
}

export function useApiKeys() {
  return useQuery({ queryKey: ['people', 'api-keys'], queryFn: async () => (await got(api.GET('/api/v1/api-keys', all))).items });
}

/** The accounts there are, for whom may see them: to choose from. */
export function useAccountNames(): string[] {
  const who = useSession();
  const accounts = useQuery({
    queryKey: ['/api/v1/accounts', 'names'],
    enabled: mayOn(who, 'accounts'),
    queryFn: () => got(api.GET('/api/v1/accounts', all)),
  });
  return (accounts.data?.items ?? []).map((account) => String((account as { name?: string }).name));
}

/** An object, and the mark of what it is: a write that carries an older one is refused. */
export interface Version {
  value: PlanObject;
  tag: string;
}

export async function readOne(kind: Kind, name: string): Promise<Version> {
  const answer = await ask(pathOf(kind, name));
  return { value: (await answer.json()) as PlanObject, tag: answer.headers.get('ETag') ?? '*' };
}

/** Where one is in the API; null: where a new one is made. */
export const pathOf = (kind: Kind, name: string | null) =>
  `/api/v1/${kind}${name === null ? '' : `/${encodeURIComponent(name)}`}`;

/** Lets a user try again who is locked out. */
export function useUnlock() {
  const queries = useQueryClient();
  return async (name: string) => {
    await api.DELETE('/api/v1/users/{name}/lock', { params: { path: { name } } });
    await queries.invalidateQueries({ queryKey: ['people', 'users'] });
  };
}

/** Adds (tag null) or changes; deletes when there is no body. Lists are read again whatever became of it. */
export function useWrite() {
  const queries = useQueryClient();
  return async (kind: Kind, name: string | null, body: object | null, tag: string | null): Promise<Response> => {
    try {
      return await ask(pathOf(kind, name), {
        method: body === null ? 'DELETE' : name === null ? 'POST' : 'PUT',
        headers: {
          ...(tag === null ? { 'If-None-Match': '*' } : { 'If-Match': tag }),
          ...(body === null ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
    } finally {
      void queries.invalidateQueries({ queryKey: ['people', kind], exact: true });
    }
  };
}
