import { Button, Drawer, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { type User, useTag, useWrite } from './people';
import { ReachFields } from './ReachFields';

/** Adds a user, or changes one: role, accounts, a new password, no entrance. */
export function UserForm({ open, onClose }: { open: User | 'new' | null; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={open !== null}
      onClose={onClose}
      position="right"
      title={open === 'new' ? say('Add a user') : open?.name}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {open !== null && <Fields key={open === 'new' ? '' : open.name} user={open === 'new' ? null : open} onClose={onClose} />}
    </Drawer>
  );
}

function Fields({ user, onClose }: { user: User | null; onClose: () => void }) {
  const say = useSay();
  const who = useSession();
  const write = useWrite();
  const tag = useTag('users', user?.name ?? null);
  const [question, ask] = useState<Question | null>(null);
  const [draft, setDraft] = useState({
    name: user?.name ?? '',
    role: user?.role ?? '',
    accounts: user?.accounts ?? null,
    password: '',
    isDisabled: user?.isDisabled ?? false,
    hasTotp: user?.hasTotp ?? false,
  });
  const save = useMutation({
    mutationFn: () => {
      const body: Schemas['UserEdit'] = { ...draft, password: draft.password || null, hasTotp: user ? draft.hasTotp : null };
      return write('users', user?.name ?? null, body, user ? (tag.data ?? '*') : null);
    },
    onSuccess: () => {
      notifications.show({
        message: user ? say('{{name}} is changed.', { name: draft.name }) : say('{{name}} is added.', { name: draft.name }),
      });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const remove = (name: string) =>
    ask({
      title: say('Delete {{name}}?', { name }),
      text: say('Who is signed in under this name is signed out. What was done under it stays in the audit log.'),
      yes: say('Delete'),
      no: say('Keep'),
      name,
      act: async () => {
        await write('users', name, null, tag.data ?? '*');
        onClose();
      },
      done: say('{{name}} is deleted.', { name }),
    });
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={say('Name')}
          name="user"
          required
          readOnly={user !== null}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <ReachFields value={draft} onChange={(reach) => setDraft({ ...draft, ...reach })} />
        <PasswordInput
          label={user ? say('New password, if it shall be another') : say('Password')}
          name="new-password"
          required={user === null}
          autoComplete="new-password"
          value={draft.password}
          onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
        />
        <Switch
          label={say('May not sign in')}
          checked={draft.isDisabled}
          onChange={(event) => setDraft({ ...draft, isDisabled: event.currentTarget.checked })}
        />
        {user?.hasTotp && (
          <Switch
            label={say('Needs a one-time code')}
            description={say('Off when the phone with the codes is lost; each turns them on under My account.')}
            checked={draft.hasTotp}
            onChange={(event) => setDraft({ ...draft, hasTotp: event.currentTarget.checked })}
          />
        )}
        {user && (
          <Text size="xs" className="faint">
            {say('Added {{at}}', { at: timeText(user.createdAt) })}
          </Text>
        )}
        {save.error && <Failure failure={save.error} />}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={user !== null && !tag.data}>
            {user ? say('Save') : say('Add the user')}
          </Button>
          {user && user.name !== who.user?.name && (
            <Button variant="default" c="red" onClick={() => remove(user.name)}>
              {say('Delete')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm question={question} onClose={() => ask(null)} />
    </form>
  );
}
