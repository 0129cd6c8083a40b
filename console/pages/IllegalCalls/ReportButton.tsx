import { Button, Menu } from '@mantine/core';
import { IconReport } from '@tabler/icons-react';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { periodOf, useDownload } from './useDownload';

/** The report of the period that the filters name; without one, of the last 30 days. The switch makes it, and can be stopped. */
export function ReportButton({ filters }: { filters: Filters }) {
  const say = useSay();
  const download = useDownload();
  const run = (format: 'pdf' | 'csv') =>
    void download.run(
      '/api/v1/illegal-calls/report',
      { ...periodOf(filters), format },
      `illegal-calls.${format}`,
      format === 'pdf' ? 'application/pdf' : 'text/csv',
    );
  if (download.isBusy) {
    return (
      <Button variant="default" onClick={download.abort}>
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
        <Menu.Label>
          {filters.from || filters.to
            ? say('Of the period above')
            : say('Of the last 30 days; From and To above name another period')}
        </Menu.Label>
        <Menu.Item onClick={() => run('pdf')}>PDF</Menu.Item>
        <Menu.Item onClick={() => run('csv')}>CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
