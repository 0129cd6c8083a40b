import { Anchor, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { countText, shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { keyOf, type NumberLine, path, wordOf } from './blacklists';
import { NumberForm } from './NumberForm';

/** Numbers whose calls are refused, or never are: why, until when; put there by hand, and taken off. */
export default function BlacklistsPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const lines = usePages<NumberLine>(path, {}, { refetchMs: 5000 });
  const [question, ask] = useState<Question | null>(null);
  const mayEdit = mayOn(who, 'blacklists', 'edit');
  const lift = (line: NumberLine) =>
    ask({
      title: say('Take this number off the list?'),
      text:
        line.list === 'black'
          ? say('Calls of or to {{number}} are taken again at once. A detector counts it from zero.', { number: line.number })
          : say('Detectors count {{number}} again, and black lists may refuse it.', { number: line.number }),
      yes: say('Take it off'),
      no: say('Leave it'),
      done: say('{{number}} is off the list.', { number: line.number }),
      act: async () => {
        await api.DELETE(path, {
          params: {
            query: { number: line.number, list: line.list, side: line.side, standalone: line.isStandalone },
          },
        });
        await queries.invalidateQueries({ queryKey: [path] });
      },
    });
  const act: Column<NumberLine> = {
    id: 'act',
    title: 'To do',
    width: 80,
    isAction: true,
    value: () => '',
    cell: (line) => (
      <Anchor component="button" type="button" size="xs" onClick={() => lift(line)}>
        {say('Take off')}
      </Anchor>
    ),
  };
  const columns: readonly Column<NumberLine>[] = [
    { id: 'number', title: 'Number', width: 150, value: (line) => line.number },
    {
      id: 'side',
      title: 'As',
      width: 110,
      value: (line) => line.side,
      cell: (line) => (line.side === 'caller' ? say('caller') : say('called number')),
    },
    {
      id: 'list',
      title: 'List',
      width: 110,
      value: (line) => line.list,
      cell: (line) => (
        <StatusWord tone={line.list === 'black' ? 'warn' : 'faint'}>
          {line.list === 'black' ? say('Black list') : say('White list')}
        </StatusWord>
      ),
    },
    {
      id: 'isStandalone',
      title: 'Holds for',
      card: false,
      width: 150,
      value: (line) => (line.isStandalone ? 'standalone' : 'all'),
      cell: (line) => (line.isStandalone ? say('standalone trunks') : say('all calls')),
    },
    {
      id: 'reason',
      title: 'Reason',
      width: 170,
      value: (line) => line.reason,
      cell: (line) => say(wordOf(line.reason)),
    },
    {
      id: 'count',
      title: 'Counted',
      width: 80,
      align: 'right',
      value: (line) => line.count,
      cell: (line) => countText(line.count),
    },
    { id: 'from', title: 'From', width: 116, value: (line) => line.from, cell: (line) => shortTimeText(line.from) },
    {
      id: 'until',
      title: 'Until',
      width: 116,
      value: (line) => line.until ?? '',
      cell: (line) => (line.until ? shortTimeText(line.until) : say('without an end')),
    },
    { id: 'by', title: 'By', width: 90, value: (line) => line.by },
    { id: 'comment', title: 'Comment', width: 160, isOptional: true, card: true, value: (line) => line.comment },
    ...(mayEdit ? [act] : []),
  ];
  return (
    <>
      <Title order={1}>{say('Blacklists')}</Title>
      <Text size="xs" className="faint">
        {say('Detectors put numbers here by the parameters SS_BLACK_LIST_…; a limit of 0 turns one off.')}
      </Text>
      {mayEdit && <NumberForm />}
      <DataTable
        name="Blacklists"
        columns={columns}
        {...lines.table}
        rowKey={keyOf}
        isSortable
        isQuiet={question !== null}
        empty={say(
          'No number is on a list. Set a limit under Parameters (SS_BLACK_LIST_…) and numbers that pass it appear here by themselves; one that you know you can put there above.',
        )}
      />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
