import { ActionIcon, Title, Tooltip } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { shortTimeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';

type Share = Schemas['ShareView'];

/** Links by which people without a session see a call or a result of nat-check: who made them, until when, how often they were opened. */
export default function SharesPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const shares = usePages<Share>('/api/v1/shares', {}, { refetchMs: 10_000 });
  const [question, ask] = useState<Question | null>(null);
  const revoke = (share: Share) =>
    ask({
      title: say('Revoke this link?'),
      text: say('Who opens it from now on is told that it shows nothing.'),
      yes: say('Revoke'),
      no: say('Leave it'),
      done: say('The link opens nothing any more.'),
      act: async () => {
        await api.DELETE('/api/v1/shares/{id}', { params: { path: { id: share.id } } });
        await queries.invalidateQueries({ queryKey: ['/api/v1/shares'] });
      },
    });
  const mayRevoke = mayOn(who, 'shares', 'edit');
  const revoking: Column<Share> = {
    id: 'revoke',
    title: 'Revoke',
    width: 60,
    isAction: true,
    value: () => '',
    cell: (share) =>
      (mayOn(who, 'cdrs', 'edit') || share.createdBy === who.user?.name) && (
        <Tooltip label={say('Revoke')}>
          <ActionIcon size={22} color="red" aria-label={say('Revoke')} onClick={() => revoke(share)}>
            <IconLinkOff size={14} />
          </ActionIcon>
        </Tooltip>
      ),
  };
  const columns: readonly Column<Share>[] = [
    {
      id: 'kind',
      title: 'Shows',
      width: 110,
      value: (share) => share.kind,
      cell: (share) => (share.kind === 'call' ? say('a call') : say('a self-test')),
    },
    { id: 'subject', title: 'Of', width: 190, value: (share) => share.subject },
    { id: 'hideNumbers', title: 'Numbers', width: 90, value: (share) => (share.hideNumbers ? say('hidden') : say('shown')) },
    { id: 'showCharge', title: 'Charge', width: 80, value: (share) => (share.showCharge ? say('shown') : say('hidden')) },
    { id: 'createdBy', title: 'Made by', width: 120, value: (share) => share.createdBy },
    {
      id: 'createdAt',
      title: 'Made',
      width: 120,
      value: (share) => share.createdAt,
      cell: (share) => shortTimeText(share.createdAt),
    },
    {
      id: 'expiresAt',
      title: 'Until',
      width: 120,
      value: (share) => share.expiresAt,
      cell: (share) => shortTimeText(share.expiresAt),
    },
    { id: 'opened', title: 'Opened', width: 80, align: 'right', value: (share) => share.opened },
    {
      id: 'openedAt',
      title: 'Last opened',
      width: 120,
      value: (share) => share.openedAt,
      cell: (share) => shortTimeText(share.openedAt),
    },
    ...(mayRevoke ? [revoking] : []),
  ];
  return (
    <>
      <Title order={1}>{say('Share links')}</Title>
      <DataTable
        name="Share links"
        columns={columns}
        {...shares.table}
        rowKey={(share) => share.id}
        isSortable
        isQuiet={question !== null}
        empty={say('No link is in force. A call record has a button that makes one.')}
      />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
