import { Anchor, Button, Group, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { roleText } from '../../parts/roles';
import { StatusWord } from '../../parts/StatusWord';
import { type Role, rightWords, useRoles } from './people';
import { RoleForm } from './RoleForm';

/** Every role beside the others: a line for each page, a column for each role. */
export function Roles() {
  const say = useSay();
  const who = useSession();
  const roles = useRoles();
  const [open, setOpen] = useState<Role | 'new' | null>(null);
  const mayEdit = mayOn(who, 'people', 'edit');
  if (!roles.data) {
    return roles.error ? <Failure failure={roles.error} retry={() => void roles.refetch()} /> : <Loader size="sm" />;
  }
  return (
    <>
      {mayEdit && (
        <Group justify="flex-end" mb={6}>
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {say('Add a role')}
          </Button>
        </Group>
      )}
      <section className="panel rights" tabIndex={0} aria-label={say('Rights of each role')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Page')}</th>
              {roles.data.map((role) => (
                <th key={role.name} scope="col">
                  {mayEdit ? (
                    <Anchor component="button" size="sm" fw={600} onClick={() => setOpen(role)}>
                      {roleText(role.name, say)}
                    </Anchor>
                  ) : (
                    roleText(role.name, say)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(rightWords).map(([right, { word }]) => (
              <tr key={right}>
                <th scope="row">{say(word)}</th>
                {roles.data.map((role) => (
                  <td key={role.name}>
                    <Level level={role.pages[right]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <RoleForm open={open} onClose={() => setOpen(null)} />
    </>
  );
}

function Level({ level }: { level: string | undefined }) {
  const say = useSay();
  return level === undefined ? (
    <span className="faint">–</span>
  ) : (
    <StatusWord tone={level === 'edit' ? 'good' : 'calm'}>{level === 'edit' ? say('edit') : say('view')}</StatusWord>
  );
}
