import { useSay } from '../../language';
import { roleText } from '../../parts/roles';
import type { Column } from '../../parts/table/column';

interface Reaching {
  role: string;
  accounts?: string[] | null;
}

function Accounts({ accounts }: { accounts: string[] | null | undefined }) {
  const say = useSay();
  return accounts ? accounts.join(', ') : say('all');
}

function RoleName({ name }: { name: string }) {
  return roleText(name, useSay());
}

/** What somebody may do, and for which accounts; the same for users and for keys. */
export function reachColumns<T extends Reaching>(): Column<T>[] {
  return [
    { id: 'role', title: 'Role', width: 120, value: (one) => one.role, cell: (one) => <RoleName name={one.role} /> },
    {
      id: 'accounts',
      title: 'Accounts',
      width: 180,
      value: (one) => one.accounts?.join(' '),
      cell: (one) => <Accounts accounts={one.accounts} />,
    },
  ];
}
