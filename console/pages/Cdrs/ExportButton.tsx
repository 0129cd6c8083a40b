import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ask } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText } from '../../parts/format';
import { save } from '../../parts/table/csv';
import { searchOf } from './cdrs';
import { exportCdrs } from './exportCdrs';

/** Saves all that the filters let through, not only what was scrolled to; shows how far it is, and can be stopped. */
export function ExportButton({ filters }: { filters: Filters }) {
  const say = useSay();
  const stop = useRef<AbortController | null>(null);
  const [bytes, setBytes] = useState<number | null>(null);
  const run = async () => {
    stop.current = new AbortController();
    setBytes(0);
    try {
      save('cdrs.csv', await exportCdrs(filters, setBytes, stop.current.signal), 'text/csv');
    } catch (reason) {
      if (!stop.current.signal.aborted) {
        notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
      }
    } finally {
      setBytes(null);
    }
  };
  const workbook = async () => {
    try {
      save(
        'cdrs.xlsx',
        [await (await ask(searchOf(filters, { format: 'xlsx', limit: '100000' }))).blob()],
        'application/octet-stream',
      );
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return bytes === null ? (
    <>
      <Tooltip label={say('Save the selection as a workbook (XLSX)')}>
        <ActionIcon aria-label={say('Save the selection as a workbook (XLSX)')} onClick={() => void workbook()}>
          <IconFileSpreadsheet size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={say('Save all of the selection as CSV')}>
        <ActionIcon aria-label={say('Save all of the selection as CSV')} onClick={() => void run()}>
          <IconDownload size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  ) : (
    <Button variant="default" onClick={() => stop.current?.abort()}>
      {say('{{kb}} KB, stop', { kb: countText(bytes / 1024) })}
    </Button>
  );
}
