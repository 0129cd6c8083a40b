import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { fieldColumn } from '../../parts/table/fieldColumn';
import { ApiKeyForm } from './ApiKeyForm';
import { type ApiKey, useApiKeys } from './people';
import { reachColumns } from './reachColumns';

const columns: readonly Column<ApiKey>[] = [
  fieldColumn('name', 'Name', 160),
  ...reachColumns<ApiKey>(),
  fieldColumn('createdAt', 'Made', 116, { cell: (key) => shortTimeText(key.createdAt) }),
  fieldColumn('createdBy', 'Made by', 120),
  fieldColumn('usedAt', 'Last used', 116, { cell: (key) => shortTimeText(key.usedAt) || '–' }),
];

/** The keys of programs: what each may do. The keys themselves nobody sees again. */
export function ApiKeys() {
  const say = useSay();
  const who = useSession();
  const keys = useApiKeys();
  const [open, setOpen] = useState<ApiKey | 'new' | null>(null);
  const mayEdit = mayOn(who, 'people', 'edit');
  return (
    <>
      <DataTable
        name="API keys"
        columns={columns}
        rows={keys.data ?? []}
        rowKey={(key) => key.name}
        isSortable
        isLoading={keys.isLoading}
        failure={keys.error}
        retry={() => void keys.refetch()}
        isQuiet={open !== null}
        {...(mayEdit ? { onOpen: setOpen } : {})}
        tools={
          mayEdit && (
            <Button leftSection={<IconKey size={14} />} onClick={() => setOpen('new')}>
              {say('Make a key')}
            </Button>
          )
        }
        empty={say('No program has a key. Make one for each, with the least rights that it needs.')}
      />
      <ApiKeyForm open={open} onClose={() => setOpen(null)} />
    </>
  );
}
