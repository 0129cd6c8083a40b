import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { fieldColumn } from '../../parts/table/fieldColumn';
import { type User, useUsers } from './people';
import { reachColumns } from './reachColumns';
import { UserForm } from './UserForm';

function State({ user }: { user: User }) {
  const say = useSay();
  return user.isDisabled ? (
    <StatusWord tone="bad">{say('disabled')}</StatusWord>
  ) : user.lockedUntil ? (
    <StatusWord tone="bad">{say('locked until {{time}}', { time: shortTimeText(user.lockedUntil) })}</StatusWord>
  ) : (
    <StatusWord tone="good">{say('active')}</StatusWord>
  );
}

const columns: readonly Column<User>[] = [
  fieldColumn('name', 'Name', 150),
  ...reachColumns<User>(),
  {
    id: 'state',
    title: 'State',
    width: 150,
    value: (user) => (user.isDisabled ? 'disabled' : user.lockedUntil ? 'locked' : 'active'),
    cell: (user) => <State user={user} />,
  },
  fieldColumn('hasTotp', 'One-time codes', 110, { cell: (user) => (user.hasTotp ? '✓' : '–') }),
  fieldColumn('signedInAt', 'Signed in', 116, { cell: (user) => shortTimeText(user.signedInAt) || '–' }),
  fieldColumn('signedInFrom', 'From address', 120),
  fieldColumn('passwordAt', 'Password set', 116, { cell: (user) => shortTimeText(user.passwordAt) }),
];

/** The people: who may sign in, as what, and for which accounts. */
export function Users() {
  const say = useSay();
  const who = useSession();
  const users = useUsers();
  const [open, setOpen] = useState<User | 'new' | null>(null);
  return (
    <>
      <DataTable
        name="Users"
        columns={columns}
        rows={users.data ?? []}
        rowKey={(user) => user.name}
        isSortable
        isLoading={users.isLoading}
        failure={users.error}
        retry={() => void users.refetch()}
        isQuiet={open !== null}
        {...(mayOn(who, 'people', 'edit') ? { onOpen: setOpen } : {})}
        tools={
          mayOn(who, 'people', 'edit') && (
            <Button leftSection={<IconUserPlus size={14} />} onClick={() => setOpen('new')}>
              {say('Add a user')}
            </Button>
          )
        }
        empty={say('There is no user: only the installation key opens this switch.')}
      />
      <UserForm open={open} onClose={() => setOpen(null)} />
    </>
  );
}
