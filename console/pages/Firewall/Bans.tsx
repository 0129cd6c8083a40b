import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { countText, networkOwner, shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { type Ban, paths, wordOf } from './firewall';
import { SourceForm } from './SourceForm';

const lengths = [3600, 600, 86_400, 604_800, 2_592_000] as const;

/** Who is banned, why and until when; banned by hand, and lifted. */
export function Bans() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const bans = usePages<Ban>(paths.bans, {}, { refetchMs: 5000 });
  const [question, ask] = useState<Question | null>(null);
  const mayEdit = mayOn(who, 'firewall', 'edit');
  const lift = (ban: Ban) =>
    ask({
      title: say('Lift this ban?'),
      text: say('{{source}} is heard again at once. Its next ban is a first one again.', { source: ban.source }),
      yes: say('Lift it'),
      no: say('Leave it'),
      done: say('{{source}} is heard again.', { source: ban.source }),
      act: async () => {
        await api.DELETE(paths.bans, { params: { query: { source: ban.source } } });
        await queries.invalidateQueries({ queryKey: [paths.bans] });
      },
    });
  const act: Column<Ban> = {
    id: 'act',
    title: 'To do',
    width: 70,
    isAction: true,
    value: () => '',
    cell: (ban) => (
      <Anchor component="button" type="button" size="xs" onClick={() => lift(ban)}>
        {say('Lift')}
      </Anchor>
    ),
  };
  const columns: readonly Column<Ban>[] = [
    { id: 'source', title: 'Source address', width: 150, value: (ban) => ban.source },
    { id: 'country', title: 'Country', width: 70, isOptional: true, value: (ban) => ban.country },
    { id: 'asn', title: 'Whose network', width: 170, isOptional: true, value: networkOwner },
    { id: 'reason', title: 'Reason', width: 120, value: (ban) => ban.reason, cell: (ban) => say(wordOf(ban.reason)) },
    {
      id: 'isInForce',
      title: 'State',
      width: 90,
      value: (ban) => (ban.isInForce ? 'banned' : 'over'),
      cell: (ban) => (
        <StatusWord tone={ban.isInForce ? 'warn' : 'faint'}>{ban.isInForce ? say('banned') : say('over')}</StatusWord>
      ),
    },
    { id: 'until', title: 'Until', width: 116, value: (ban) => ban.until, cell: (ban) => shortTimeText(ban.until) },
    { id: 'times', title: 'Times', width: 60, card: false, align: 'right', value: (ban) => ban.times },
    {
      id: 'offences',
      title: 'Offences',
      width: 80,
      align: 'right',
      value: (ban) => ban.offences,
      cell: (ban) => countText(ban.offences),
    },
    {
      id: 'firstOffence',
      title: 'First',
      width: 116,
      card: false,
      value: (ban) => ban.firstOffence,
      cell: (ban) => shortTimeText(ban.firstOffence),
    },
    {
      id: 'lastOffence',
      title: 'Last',
      width: 116,
      value: (ban) => ban.lastOffence,
      cell: (ban) => shortTimeText(ban.lastOffence),
    },
    { id: 'userAgent', title: 'User agent', width: 160, isOptional: true, value: (ban) => ban.userAgent },
    { id: 'by', title: 'By', width: 90, value: (ban) => ban.by },
    { id: 'comment', title: 'Comment', width: 160, isOptional: true, card: true, value: (ban) => ban.comment },
    {
      id: 'dropped',
      title: 'Dropped',
      hint: 'Its packets that were dropped since the switch started, in the process and, while the ban is in force, in the kernel.',
      width: 90,
      card: false,
      align: 'right',
      value: (ban) => ban.dropped,
      cell: (ban) => countText(ban.dropped),
    },
    ...(mayEdit ? [act] : []),
  ];
  return (
    <>
      {mayEdit && (
        <SourceForm
          act={say('Ban')}
          placeholder="203.0.113.9"
          lengths={lengths}
          listPath={paths.bans}
          send={(source, seconds, comment) => api.POST(paths.bans, { body: { source, seconds, comment } })}
        />
      )}
      <DataTable
        name="Bans"
        columns={columns}
        {...bans.table}
        rowKey={(ban) => ban.source}
        isSortable
        isQuiet={question !== null}
        empty={say(
          'Nobody is banned. Who breaks a rule appears here by himself; an address that you know to be bad you can ban above.',
        )}
      />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
