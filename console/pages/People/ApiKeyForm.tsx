import { Alert, Button, Code, CopyButton, Drawer, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { type ApiKey, useTag, useWrite } from './people';
import { ReachFields } from './ReachFields';

/** Makes a key, which is shown this once, or changes what one may do. */
export function ApiKeyForm({ open, onClose }: { open: ApiKey | 'new' | null; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={open !== null}
      onClose={onClose}
      // A key that is shown once does not go away by a touch beside it.
      closeOnClickOutside={open !== 'new'}
      position="right"
      title={open === 'new' ? say('Make a key') : open?.name}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {open !== null && <Fields key={open === 'new' ? '' : open.name} apiKey={open === 'new' ? null : open} onClose={onClose} />}
    </Drawer>
  );
}

function Fields({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const say = useSay();
  const write = useWrite();
  const tag = useTag('api-keys', apiKey?.name ?? null);
  const [question, ask] = useState<Question | null>(null);
  const [made, setMade] = useState('');
  const [draft, setDraft] = useState({ name: apiKey?.name ?? '', role: apiKey?.role ?? '', accounts: apiKey?.accounts ?? null });
  const save = useMutation({
    mutationFn: async () => {
      const body: Schemas['ApiKeyEdit'] = draft;
      const answer = await write('api-keys', apiKey?.name ?? null, body, apiKey ? (tag.data ?? '*') : null);
      return (await answer.json()) as ApiKey;
    },
    onSuccess: (saved) => {
      if (saved.key) {
        setMade(saved.key);
      } else {
        notifications.show({ message: say('{{name}} is changed.', { name: saved.name }) });
        onClose();
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const remove = (name: string) =>
    ask({
      title: say('Delete the key {{name}}?', { name }),
      text: say('The program that uses it is refused from its next request on.'),
      yes: say('Delete'),
      no: say('Keep'),
      name,
      act: async () => {
        await write('api-keys', name, null, tag.data ?? '*');
        onClose();
      },
      done: say('The key {{name}} is deleted.', { name }),
    });
  if (made) {
    return (
      <Stack gap="sm" data-part="key">
        <Alert title={say('Copy it now')}>
          {say('The switch keeps only its fingerprint: this is the one time that the key is shown.')}
        </Alert>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {made}
        </Code>
        <Group>
          <CopyButton value={made}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy}>
                {copied ? say('Copied') : say('Copy the key')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {say('I have it')}
          </Button>
        </Group>
        <span className="faint mono">Authorization: Bearer …</span>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={say('Name')}
          name="key-name"
          required
          readOnly={apiKey !== null}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <ReachFields value={draft} onChange={(reach) => setDraft({ ...draft, ...reach })} />
        {save.error && <Failure failure={save.error} />}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={apiKey !== null && !tag.data}>
            {apiKey ? say('Save') : say('Make the key')}
          </Button>
          {apiKey && (
            <Button variant="default" c="red" onClick={() => remove(apiKey.name)}>
              {say('Delete')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm question={question} onClose={() => ask(null)} />
    </form>
  );
}
