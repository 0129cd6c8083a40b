import { Alert, Button, Code, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { EditDrawer } from './EditDrawer';
import { type Fence, fenceFields, fenceOf, GeofenceFields } from './GeofenceFields';
import type { ApiKey } from './people';
import { ReachFields } from './ReachFields';

type Draft = { name: string; role: string; accounts: string[] | null } & Fence;

const draftOf = (key: Partial<ApiKey>): Draft => ({
  name: key.name ?? '',
  role: key.role ?? '',
  accounts: key.accounts ?? null,
  ...fenceFields(key.geofence),
});

/** Makes a key, which is shown this once, or changes what one may do. */
export function ApiKeyForm({ open, onClose }: { open: ApiKey | 'new' | null; onClose: () => void }) {
  const say = useSay();
  const [made, setMade] = useState('');
  const apiKey = open === 'new' ? null : open;
  const close = () => {
    setMade('');
    onClose();
  };
  return (
    <EditDrawer<Draft>
      title={open === 'new' ? say('Make a key') : (apiKey?.name ?? '')}
      onClose={close}
      // A key that is shown once does not go away by a touch beside it.
      isSticky={open === 'new'}
      {...(made ? { instead: <Made shown={made} onClose={close} /> } : {})}
      editing={
        open && {
          kind: 'api-keys',
          name: apiKey?.name ?? null,
          first: draftOf({}),
          draftOf: (value) => draftOf(value as Partial<ApiKey>),
          bodyOf: ({ allowFrom, denyFrom, denyUnknown, ...draft }): Schemas['ApiKeyEdit'] => ({
            ...draft,
            geofence: fenceOf({ allowFrom, denyFrom, denyUnknown }),
          }),
          labels: { allowFrom: 'Opens from', denyFrom: 'Never from', denyUnknown: 'Not from unknown places' },
          yes: apiKey ? say('Save') : say('Make the key'),
          remove: apiKey && {
            title: say('Delete the key {{name}}?', { name: apiKey.name }),
            text: say('The program that uses it is refused from its next request on.'),
            done: say('The key {{name}} is deleted.', { name: apiKey.name }),
          },
          onSaved: (saved) => {
            if (saved.key) {
              setMade(String(saved.key));
            } else {
              notifications.show({ message: say('{{name}} is changed.', { name: String(saved.name) }) });
              close();
            }
          },
          onClose: close,
          fields: (draft, set) => (
            <>
              <TextInput
                label={say('Name')}
                name="key-name"
                required
                readOnly={apiKey !== null}
                value={draft.name}
                onChange={(event) => set({ ...draft, name: event.currentTarget.value })}
              />
              <ReachFields value={draft} onChange={(reach) => set({ ...draft, ...reach })} />
              <GeofenceFields label={say('Opens from')} value={draft} onChange={(fence) => set({ ...draft, ...fence })} />
            </>
          ),
        }
      }
    />
  );
}

function Made({ shown, onClose }: { shown: string; onClose: () => void }) {
  const say = useSay();
  return (
    <Stack gap="sm" data-part="key">
      <Alert title={say('Copy it now')}>
        {say('The switch keeps only its fingerprint: this is the one time that the key is shown.')}
      </Alert>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {shown}
      </Code>
      <Group>
        <CopyButton value={shown}>
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
