import { Button, Drawer, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, Fragment, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { type Role, rightWords, useTag, useWrite } from './people';

/** Adds a role, changes one, or begins a new one with the rights of a built-in. */
export function RoleForm({ open, onClose }: { open: Role | 'new' | null; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={open !== null}
      onClose={onClose}
      position="right"
      title={open === 'new' ? say('Add a role') : open?.name}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {open !== null && <Fields key={open === 'new' ? '' : open.name} role={open === 'new' ? null : open} onClose={onClose} />}
    </Drawer>
  );
}

function Fields({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const say = useSay();
  const write = useWrite();
  // A built-in role can't be changed: what is made of it is another.
  const changed = role && !role.isBuiltIn ? role.name : null;
  const tag = useTag('roles', changed);
  const [question, ask] = useState<Question | null>(null);
  const [name, setName] = useState(changed ?? '');
  const [pages, setPages] = useState<Record<string, string>>(role?.pages ?? {});
  const save = useMutation({
    mutationFn: () => {
      const body: Schemas['RoleEdit'] = { name: name.trim(), pages };
      return write('roles', changed, body, changed === null ? null : (tag.data ?? '*'));
    },
    onSuccess: () => {
      notifications.show({ message: say('The role {{name}} is saved.', { name }) });
      onClose();
    },
  });
  const set = (right: string, level: string) =>
    setPages((before) => {
      const { [right]: _, ...others } = before;
      return level === 'none' ? others : { ...others, [right]: level };
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const remove = (gone: string) =>
    ask({
      title: say('Delete the role {{name}}?', { name: gone }),
      text: say('Only a role that nobody has can be deleted.'),
      yes: say('Delete'),
      no: say('Keep'),
      name: gone,
      act: async () => {
        await write('roles', gone, null, tag.data ?? '*');
        onClose();
      },
      done: say('The role {{name}} is deleted.', { name: gone }),
    });
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {role?.isBuiltIn && (
          <Text size="sm">
            {say('{{name}} is built in and stays as it is. A new role can begin with its rights.', { name: role.name })}
          </Text>
        )}
        <TextInput
          label={changed === null ? say('Name of the new role') : say('Name')}
          name="role"
          required
          readOnly={changed !== null}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="rights-edit">
          {Object.entries(rightWords).map(([right, { word }]) => (
            <Fragment key={right}>
              <span>{say(word)}</span>
              <SegmentedControl
                aria-label={say(word)}
                value={pages[right] ?? 'none'}
                onChange={(level) => set(right, level)}
                data={[
                  { value: 'none', label: '–' },
                  { value: 'view', label: say('view') },
                  { value: 'edit', label: say('edit') },
                ]}
              />
            </Fragment>
          ))}
        </div>
        {save.error && <Failure failure={save.error} />}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={changed !== null && !tag.data}>
            {changed === null ? say('Add the role') : say('Save')}
          </Button>
          {changed !== null && (
            <Button variant="default" c="red" onClick={() => remove(changed)}>
              {say('Delete')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm question={question} onClose={() => ask(null)} />
    </form>
  );
}
