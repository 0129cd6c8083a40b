import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { type Line, paths } from './firewall';
import { SourceForm } from './SourceForm';

const lengths = [0, 3600, 86_400, 604_800, 2_592_000] as const;

/** The black or the white list: what is taken out can be put back. */
export function List({ kind }: { kind: 'black' | 'white' }) {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const path = paths[kind];
  const lines = usePages<Line>(path, {}, { refetchMs: 10_000 });
  const mayEdit = mayOn(who, 'firewall', 'edit');
  const put = async (source: string, comment: string, until: string | null) => {
    await api.POST(path, { body: { source, comment, until } });
    await queries.invalidateQueries();
  };
  const remove = async (line: Line) => {
    try {
      await api.DELETE(path, { params: { query: { source: line.source } } });
      await queries.invalidateQueries({ queryKey: [path] });
      notifications.show({
        message: (
          <>
            {say('{{source}} is out of the list.', { source: line.source })}{' '}
            <Anchor component="button" type="button" onClick={() => void put(line.source, line.comment, line.until ?? null)}>
              {say('Undo')}
            </Anchor>
          </>
        ),
      });
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const act: Column<Line> = {
    id: 'act',
    title: 'To do',
    width: 110,
    isAction: true,
    value: () => '',
    cell: (line) => (
      <Anchor component="button" type="button" size="xs" onClick={() => void remove(line)}>
        {say('Take it out')}
      </Anchor>
    ),
  };
  const columns: readonly Column<Line>[] = [
    { id: 'source', title: 'Source address', width: 180, value: (line) => line.source },
    { id: 'comment', title: 'Comment', width: 260, value: (line) => line.comment },
    {
      id: 'until',
      title: 'Until',
      width: 116,
      value: (line) => line.until,
      cell: (line) => (line.until ? shortTimeText(line.until) : say('without an end')),
    },
    { id: 'by', title: 'By', width: 100, value: (line) => line.by },
    { id: 'at', title: 'When', width: 116, value: (line) => line.at, cell: (line) => shortTimeText(line.at) },
    ...(mayEdit ? [act] : []),
  ];
  return (
    <>
      {mayEdit && (
        <SourceForm
          act={say('Put it in')}
          placeholder="203.0.113.0/24, BD, asn:64500"
          lengths={lengths}
          listPath={path}
          send={(source, seconds, comment) =>
            put(source, comment, seconds === 0 ? null : new Date(Date.now() + seconds * 1000).toISOString())
          }
        />
      )}
      <DataTable
        name={kind === 'black' ? 'Black list' : 'White list'}
        columns={columns}
        {...lines.table}
        rowKey={(line) => line.source}
        isSortable
        empty={
          kind === 'black'
            ? say(
                'No address and no network is on the black list. Their packets are dropped; trunks, registered phones and the white list are heard all the same.',
              )
            : say(
                'No address and no network is on the white list. They are never banned, and still refused when they are not in the plan.',
              )
        }
      />
    </>
  );
}
