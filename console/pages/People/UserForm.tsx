import { PasswordInput, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { useSay } from '../../language';
import { timeText } from '../../parts/format';
import { EditDrawer } from './EditDrawer';
import { type Fence, fenceFields, fenceOf, GeofenceFields } from './GeofenceFields';
import type { User } from './people';
import { ReachFields } from './ReachFields';
import { Unlock } from './Unlock';

type Draft = {
  name: string;
  role: string;
  accounts: string[] | null;
  password: string;
  isDisabled: boolean;
  hasTotp: boolean;
} & Fence;

function draftOf(value: Partial<User>): Draft {
  return {
    name: value.name ?? '',
    role: value.role ?? '',
    accounts: value.accounts ?? null,
    password: '',
    isDisabled: value.isDisabled ?? false,
    hasTotp: value.hasTotp ?? false,
    ...fenceFields(value.geofence),
  };
}

/** Adds a user, or changes one: role, accounts, a new password, no entrance. */
export function UserForm({ open, onClose }: { open: User | 'new' | null; onClose: () => void }) {
  const say = useSay();
  const who = useSession();
  const user = open === 'new' ? null : open;
  return (
    <EditDrawer<Draft>
      title={open === 'new' ? say('Add a user') : (user?.name ?? '')}
      onClose={onClose}
      editing={
        open && {
          kind: 'users',
          name: user?.name ?? null,
          first: draftOf({}),
          draftOf: (value) => draftOf(value as Partial<User>),
          bodyOf: ({ allowFrom, denyFrom, denyUnknown, ...draft }): Schemas['UserEdit'] => ({
            ...draft,
            geofence: fenceOf({ allowFrom, denyFrom, denyUnknown }),
            password: draft.password || null,
            hasTotp: user ? draft.hasTotp : null,
          }),
          unread: ['password'],
          labels: {
            isDisabled: 'May not sign in',
            hasTotp: 'Needs a one-time code',
            allowFrom: 'May sign in from',
            denyFrom: 'Never from',
            denyUnknown: 'Not from unknown places',
          },
          yes: user ? say('Save') : say('Add the user'),
          remove:
            user && user.name !== who.user?.name
              ? {
                  title: say('Delete {{name}}?', { name: user.name }),
                  text: say('Who is signed in under this name is signed out. What was done under it stays in the audit log.'),
                  done: say('{{name}} is deleted.', { name: user.name }),
                }
              : null,
          onSaved: ({ name }) => {
            notifications.show({
              message: user
                ? say('{{name}} is changed.', { name: String(name) })
                : say('{{name}} is added.', { name: String(name) }),
            });
            onClose();
          },
          onClose,
          fields: (draft, set, fault) => (
            <>
              {user && <Unlock user={user} />}
              <TextInput
                label={say('Name')}
                name="user"
                required
                readOnly={user !== null}
                autoComplete="off"
                value={draft.name}
                error={fault('name')}
                onChange={(event) => set({ ...draft, name: event.currentTarget.value })}
              />
              <ReachFields value={draft} onChange={(reach) => set({ ...draft, ...reach })} />
              <PasswordInput
                label={user ? say('New password, if it shall be another') : say('Password')}
                name="new-password"
                required={user === null}
                autoComplete="new-password"
                value={draft.password}
                error={fault('password')}
                onChange={(event) => set({ ...draft, password: event.currentTarget.value })}
              />
              <Switch
                label={say('May not sign in')}
                checked={draft.isDisabled}
                onChange={(event) => set({ ...draft, isDisabled: event.currentTarget.checked })}
              />
              <GeofenceFields label={say('May sign in from')} value={draft} onChange={(fence) => set({ ...draft, ...fence })} />
              {user?.hasTotp && (
                <Switch
                  label={say('Needs a one-time code')}
                  description={say('Off when the phone with the codes is lost; each turns them on under My account.')}
                  checked={draft.hasTotp}
                  onChange={(event) => set({ ...draft, hasTotp: event.currentTarget.checked })}
                />
              )}
              {user && (
                <Text size="xs" className="faint">
                  {say('Added {{at}}', { at: timeText(user.createdAt) })}
                </Text>
              )}
            </>
          ),
        }
      }
    />
  );
}
