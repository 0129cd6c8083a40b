import { ActionIcon, Checkbox, Group, Menu, Popover, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '../../language';
import { countText } from '../format';
import type { Column } from './column';
import { csvOf, save } from './csv';
import type { DataTableProps } from './DataTable';
import { saveXlsx } from './xlsx';

interface Props<T> extends DataTableProps<T> {
  seen: readonly Column<T>[];
  choose: (id: string, isShown: boolean) => void;
  shown: readonly T[];
}

/** Above a table: how many rows, the export, and the choice of columns. */
export function TableTools<T>({ name, columns, seen, choose, shown, more, tools, onExport, exports, allRows }: Props<T>) {
  const say = useSay();
  // A file has no buttons.
  const taken = seen.filter((column) => !column.isAction);
  const [isTaking, setTaking] = useState(false);
  const take = async (write: (rows: readonly T[]) => void | Promise<void>) => {
    setTaking(true);
    try {
      await write((await allRows?.()) ?? shown);
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    } finally {
      setTaking(false);
    }
  };
  const exportRows = onExport ?? (() => void take((rows) => save(`${name}.csv`, [csvOf(taken, rows)], 'text/csv')));
  return (
    <Group gap={6} wrap="nowrap" mih={26} className="table-tools">
      <Text size="xs" className="faint" aria-live="off">
        {more?.has ? say('{{some}}+ rows', { some: countText(shown.length) }) : say('{{count}} rows', { count: shown.length })}
      </Text>
      <div style={{ flex: 1 }} />
      {tools}
      {onExport !== null && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon aria-label={say('Save as a file')} title={say('Save as a file')} loading={isTaking}>
              <IconDownload size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={exportRows}>{say('CSV')}</Menu.Item>
            <Menu.Item onClick={() => void take((rows) => saveXlsx(say(name), taken, rows, say))}>
              {say('Workbook (XLSX)')}
            </Menu.Item>
            {exports?.map((one) => (
              <Menu.Item key={one.label} onClick={one.save}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Popover position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <ActionIcon aria-label={say('Choose columns')} title={say('Choose columns')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p="xs" mah={420} style={{ overflow: 'auto' }}>
          <Stack gap={4}>
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                label={say(column.title)}
                checked={seen.includes(column)}
                onChange={(event) => choose(column.id, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
