import { useQuery } from '@tanstack/react-query';
import { api, got, type Schemas } from '../../api/client';

export type Backup = Schemas['BackupView'];
export type ArchiveSpan = Schemas['ArchiveSpanView'];
export type ArchiveRestore = Schemas['ArchiveRestoreView'];

export const listKey = ['/api/v1/backups'];
export const restoreKey = ['/api/v1/restore'];

/** All backups; asked for twice a second while one is made. */
export function useBackups() {
  return useQuery({
    queryKey: listKey,
    queryFn: async () => (await got(api.GET('/api/v1/backups'))).items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'running') ? 500 : 10_000),
  });
}

/** What the next start restores, if anything; asked for twice a second while something is prepared for it. */
export function usePreparedRestore() {
  return useQuery({
    queryKey: restoreKey,
    queryFn: () => got(api.GET('/api/v1/restore')),
    refetchInterval: (query) => (query.state.data?.preparing?.state === 'running' ? 500 : 10_000),
  });
}

/** The time that the archive leads to. */
export function useArchive() {
  return useQuery({ queryKey: ['/api/v1/archive'], queryFn: () => got(api.GET('/api/v1/archive')), refetchInterval: 30_000 });
}
