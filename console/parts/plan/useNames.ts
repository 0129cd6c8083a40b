import { useQueries } from '@tanstack/react-query';
import { mayOn, type Session, useSession } from '../../api/session';
import { readAllPages } from '../usePages';
import type { PlanObject } from './fields';
import type { PlanKind } from './planApi';

const nameList = (path: string) => ({
  queryKey: [`/api/v1/${path}`, 'nameList'],
  staleTime: 30_000,
  retry: false,
  queryFn: async () => (await readAllPages<PlanObject>(`/api/v1/${path}`)).map((one) => String(one.name ?? one.number)),
});

/** What one must be allowed to see for the names of a kind; who is limited to accounts sees the trunks of nobody. */
const rights: Record<string, { right: string; isOwn: boolean }> = {
  accounts: { right: 'accounts', isOwn: true },
  'ingress-trunks': { right: 'trunks', isOwn: false },
  'egress-trunks': { right: 'trunks', isOwn: false },
  'rate-tables': { right: 'rates', isOwn: false },
};

/** The names of all objects of a kind, by its path in the API. None for who may not see those. */
export function useNameList(path: string, isWanted = true): readonly string[] {
  const isMine = isHis(useSession(), path);
  const [list] = useQueries({ queries: [{ ...nameList(path), enabled: isWanted && isMine }] });
  return list?.data ?? none;
}

/** For each field of a kind that names another object, the names there are. Who may not see those types them. */
export function useNames(kind: PlanKind): Record<string, readonly string[]> {
  const who = useSession();
  const fields = Object.entries(kind.names);
  const lists = useQueries({
    queries: fields.map(([, path]) => ({ ...nameList(path), enabled: isHis(who, path) })),
  });
  return Object.fromEntries(fields.map(([field], index) => [field, lists[index]?.data ?? []]));
}

function isHis(who: Session, path: string): boolean {
  const asks = rights[path];
  return asks !== undefined && mayOn(who, asks.right) && (asks.isOwn || !who.user?.accounts);
}

const none: readonly string[] = [];
