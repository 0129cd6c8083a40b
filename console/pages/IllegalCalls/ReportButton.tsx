import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconReport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText } from '../../parts/format';
import { save } from '../../parts/table/csv';
import { illegalReport } from './report';

/** The report of the period that the filters name, as CSV; shows how far it is, and can be stopped. */
export function ReportButton({ filters }: { filters: Filters }) {
  const say = useSay();
  const stop = useRef<AbortController | null>(null);
  const [rows, setRows] = useState<number | null>(null);
  const run = async () => {
    stop.current = new AbortController();
    setRows(0);
    try {
      const period = [filters.from, filters.to]
        .map((time) => time?.slice(0, 10))
        .filter(Boolean)
        .join('_');
      const report = await illegalReport(filters, setRows, stop.current.signal);
      save(`illegal-calls${period ? `_${period}` : ''}.csv`, [report], 'text/csv');
    } catch (reason) {
      if (!stop.current.signal.aborted) {
        notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
      }
    } finally {
      setRows(null);
    }
  };
  return rows === null ? (
    <Button variant="default" leftSection={<IconReport size={14} />} onClick={() => void run()}>
      {say('Report (CSV)')}
    </Button>
  ) : (
    <Button variant="default" onClick={() => stop.current?.abort()}>
      {say('{{count}} rows read, stop', { count: countText(rows) })}
    </Button>
  );
}
