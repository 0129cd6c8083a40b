import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { type User, useUsers } from './people';
import { UserForm } from './UserForm';

function State({ user }: { user: User }) {
  const say = useSay();
  return user.isDisabled ? (
    <StatusWord tone="bad">{say('disabled')}</StatusWord>
  ) : (
    <StatusWord tone="good">{say('active')}</StatusWord>
  );
}

function Reach({ accounts }: { accounts: string[] | null | undefined }) {
  const say = useSay();
  return accounts ? accounts.join(', ') : say('all');
}

const columns: readonly Column<User>[] = [
  { id: 'name', title: 'Name', width: 150, value: (user) => user.name },
  { id: 'role', title: 'Role', width: 120, value: (user) => user.role },
  {
    id: 'accounts',
    title: 'Accounts',
    width: 180,
    value: (user) => user.accounts?.join(' '),
    cell: (user) => <Reach accounts={user.accounts} />,
  },
  { id: 'state', title: 'State', width: 90, value: (user) => String(user.isDisabled), cell: (user) => <State user={user} /> },
  {
    id: 'hasTotp',
    title: 'One-time codes',
    width: 110,
    value: (user) => String(user.hasTotp),
    cell: (user) => (user.hasTotp ? '✓' : '–'),
  },
  {
    id: 'signedInAt',
    title: 'Signed in',
    width: 116,
    value: (user) => user.signedInAt,
    cell: (user) => shortTimeText(user.signedInAt) || '–',
  },
  { id: 'signedInFrom', title: 'From address', width: 120, value: (user) => user.signedInFrom },
  {
    id: 'passwordAt',
    title: 'Password set',
    width: 116,
    value: (user) => user.passwordAt,
    cell: (user) => shortTimeText(user.passwordAt),
  },
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
