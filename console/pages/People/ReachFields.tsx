import { Select, Switch, TagsInput } from '@mantine/core';
import { useSay } from '../../language';
import { roleText } from '../../parts/roles';
import { useAccountNames, useRoles } from './people';

export interface Reach {
  role: string;
  /** Null: everything. */
  accounts: string[] | null;
}

/** What somebody may do, and for which accounts; the same for a user and for a key. */
export function ReachFields({ value, onChange }: { value: Reach; onChange: (next: Reach) => void }) {
  const say = useSay();
  const roles = useRoles();
  const names = useAccountNames();
  return (
    <>
      <Select
        label={say('Role')}
        required
        data={(roles.data ?? []).map(({ name }) => ({ value: name, label: roleText(name, say) }))}
        value={value.role || null}
        onChange={(role) =>
          onChange({ role: role ?? '', accounts: role === 'customer' ? (value.accounts ?? []) : value.accounts })
        }
      />
      <Switch
        label={say('Only for some accounts')}
        checked={value.accounts !== null}
        onChange={(event) => onChange({ ...value, accounts: event.currentTarget.checked ? [] : null })}
      />
      {value.accounts !== null && (
        <TagsInput
          size="xs"
          label={say('Accounts')}
          description={say('Their calls, records, balances, phones and recordings are all that is seen.')}
          data={names}
          value={value.accounts}
          onChange={(accounts) => onChange({ ...value, accounts })}
        />
      )}
    </>
  );
}
