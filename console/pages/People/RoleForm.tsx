import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Fragment } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { roleText } from '../../parts/roles';
import { EditDrawer } from './EditDrawer';
import { type Role, rightWords } from './people';

/** The name, and the level of each page beside it: so that two versions are compared page by page. */
type Draft = { name: string } & Record<string, string>;

const draftOf = (role: Partial<Role>): Draft => ({ ...(role.pages ?? {}), name: role.name ?? '' });

const labels = Object.fromEntries(Object.entries(rightWords).map(([right, { word }]) => [right, word]));

/** Adds a role, changes one, or begins a new one with the rights of a built-in. */
export function RoleForm({ open, onClose }: { open: Role | 'new' | null; onClose: () => void }) {
  const say = useSay();
  const role = open === 'new' ? null : open;
  // A built-in role can't be changed: what is made of it is another.
  const changed = role && !role.isBuiltIn ? role.name : null;
  const set = (draft: Draft, right: string, level: string) => {
    const { [right]: _, ...others } = draft;
    return (level === 'none' ? others : { ...others, [right]: level }) as Draft;
  };
  return (
    <EditDrawer<Draft>
      title={open === 'new' ? say('Add a role') : roleText(role?.name ?? '', say)}
      onClose={onClose}
      editing={
        open && {
          kind: 'roles',
          name: changed,
          first: draftOf({ ...(role ?? {}), name: '' }),
          draftOf: (value) => draftOf(value as unknown as Role),
          bodyOf: ({ name, ...pages }): Schemas['RoleEdit'] => ({ name: name.trim(), pages }),
          labels,
          yes: changed === null ? say('Add the role') : say('Save'),
          remove:
            changed === null
              ? null
              : {
                  title: say('Delete the role {{name}}?', { name: changed }),
                  text: say('Only a role that nobody has can be deleted.'),
                  done: say('The role {{name}} is deleted.', { name: changed }),
                },
          onSaved: ({ name }) => {
            notifications.show({ message: say('The role {{name}} is saved.', { name: String(name) }) });
            onClose();
          },
          onClose,
          fields: (draft, put) => (
            <>
              {role?.isBuiltIn && (
                <Text size="sm">
                  {say('{{name}} is built in and stays as it is. A new role can begin with its rights.', {
                    name: roleText(role.name, say),
                  })}
                </Text>
              )}
              <TextInput
                label={changed === null ? say('Name of the new role') : say('Name')}
                name="role"
                required
                readOnly={changed !== null}
                value={draft.name}
                onChange={(event) => put({ ...draft, name: event.currentTarget.value })}
              />
              <div className="rights-edit">
                {Object.entries(rightWords).map(([right, { word }]) => (
                  <Fragment key={right}>
                    <span>{say(word)}</span>
                    <SegmentedControl
                      aria-label={say(word)}
                      value={draft[right] ?? 'none'}
                      onChange={(level) => put(set(draft, right, level))}
                      data={[
                        { value: 'none', label: '–' },
                        { value: 'view', label: say('view') },
                        { value: 'edit', label: say('edit') },
                      ]}
                    />
                  </Fragment>
                ))}
              </div>
            </>
          ),
        }
      }
    />
  );
}
