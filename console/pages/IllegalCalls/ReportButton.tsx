import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconReport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ask } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { save } from '../../parts/table/csv';

/** The report of the period that the filters name; without one, of the last 30 days. The switch makes it, and can be stopped. */
export function ReportButton({ filters }: { filters: Filters }) {
  const say = useSay();
  const stop = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (format: 'pdf' | 'csv') => {
    stop.current = new AbortController();
    setBusy(true);
    try {
      const period = Object.fromEntries(Object.entries(filters).filter(([name]) => name === 'from' || name === 'to'));
      const answer = await ask(`/api/v1/illegal-calls/report?${new URLSearchParams({ ...period, format })}`, {
        signal: stop.current.signal,
      });
      const name = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? `illegal-calls.${format}`;
      save(name, [await answer.blob()], format === 'pdf' ? 'application/pdf' : 'text/csv');
    } catch (reason) {
      if (!stop.current.signal.aborted) {
        notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
      }
    } finally {
      setBusy(false);
    }
  };
  if (isBusy) {
    return (
      <Button variant="default" onClick={() => stop.current?.abort()}>
        {say('The report is being made, stop')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconReport size={14} />}>
          {say('Report')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('pdf')}>PDF</Menu.Item>
        <Menu.Item onClick={() => void run('csv')}>CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
