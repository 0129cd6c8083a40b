import { ActionIcon, Drawer, Group, Title, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useSession } from '../../api/session';
import { useSay } from '../../language';
import { cdrFilters, customerFilters } from '../../parts/call/cdrFields';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { CdrTotals } from './CdrTotals';
import { cdrColumns, customerColumns } from './cdrColumns';
import type { Cdr } from './cdrs';
import { ExportButton } from './ExportButton';

const OneCdr = lazy(() => import('../../parts/call/OneCdr'));

/** The records: every filter as a field, any number of rows, and one call beside them. */
export default function CdrsPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const search = useSearch();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:id');
  const fields = who.user?.accounts ? customerFilters : cdrFilters;
  const [filters] = useFilters(fields);
  const cdrs = usePages<Cdr>('/api/v1/cdrs', filters, { refetchMs: 5000 });
  const to = (path: string) => go(search ? `${path}?${search}` : path);
  const id = opened?.id ?? null;

  return (
    <>
      <Group gap="xs">
        <Title order={1}>{say('Call records')}</Title>
        <Tooltip label={say('Look again')}>
          <ActionIcon aria-label={say('Look again')} onClick={() => void queries.resetQueries({ queryKey: ['/api/v1/cdrs'] })}>
            <IconRefresh size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <FilterBar name="cdrs" fields={fields} />
      <CdrTotals filters={filters} newest={cdrs.rows[0]?.id} />
      <DataTable
        name="Call records"
        columns={who.user?.accounts ? customerColumns : cdrColumns}
        {...cdrs.table}
        rowKey={(cdr) => cdr.id}
        onOpen={(cdr) => to(`/${cdr.id}`)}
        onExport={null}
        isQuiet={id !== null}
        tools={<ExportButton filters={filters} />}
        empty={
          Object.keys(filters).length > 0
            ? say('No record matches these filters. Clear one of them, or widen the time.')
            : say('No call has ended yet. Place a test call: ./tandem call --from N --to N --via TRUNK')
        }
      />
      <Drawer
        opened={id !== null}
        onClose={() => to('/')}
        position="right"
        size="min(1280px, 100vw)"
        padding="sm"
        title={say('One call')}
        closeButtonProps={{ 'aria-label': say('Close') }}
      >
        {id !== null && (
          <Suspense fallback={null}>
            <OneCdr id={id} />
          </Suspense>
        )}
      </Drawer>
    </>
  );
}
