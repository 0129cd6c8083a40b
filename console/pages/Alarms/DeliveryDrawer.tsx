import { Button, Loader, NumberInput, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { KeptNotice } from '../../parts/drafts/KeptNotice';
import { useKeepDraft, useKeptDraft } from '../../parts/drafts/useDraft';
import { Failure } from '../../parts/Failure';
import { useFieldFaults } from '../../parts/fieldFaults';
import { timeText } from '../../parts/format';
import { SideDrawer } from '../../parts/SideDrawer';
import { StatusWord } from '../../parts/StatusWord';
import { type Delivery, deliveryKey, useDelivery } from './alarms';

/** Under which what is typed is kept. */
const place = 'alarm-delivery';

const shown = [
  'smtpHost',
  'smtpPort',
  'smtpSecurity',
  'smtpUser',
  'smtpPassword',
  'mailFrom',
  'webhookUrl',
  'webhookSecret',
  'historyDays',
];

/** What of it is typed, to compare; how the last mail went is none of it. */
const typed = (one: Delivery) =>
  JSON.stringify([one.smtpHost, one.smtpPort, one.smtpSecurity, one.smtpUser, one.mailFrom, one.webhookUrl, one.historyDays]);

/** Mail server, webhook, and how long alarms are remembered. */
export function DeliveryDrawer({ isOpen, mayEdit, onClose }: { isOpen: boolean; mayEdit: boolean; onClose: () => void }) {
  const say = useSay();
  const delivery = useDelivery(isOpen);
  return (
    <SideDrawer opened={isOpen} onClose={onClose} size="lg" title={say('Mail and webhook')}>
      {delivery.error && <Failure failure={delivery.error} retry={() => void delivery.refetch()} />}
      {delivery.data ? (
        <Form
          key={delivery.data.tag}
          delivery={delivery.data.value}
          tag={delivery.data.tag}
          mayEdit={mayEdit}
          onClose={onClose}
        />
      ) : (
        <Loader size="sm" />
      )}
    </SideDrawer>
  );
}

function Form({ delivery, tag, mayEdit, onClose }: { delivery: Delivery; tag: string; mayEdit: boolean; onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const kept = useKeptDraft<{ draft: Delivery; tag: string }>(place);
  const [isKept, setKept] = useState(kept !== null);
  const [draft, setDraft] = useState(kept?.draft ?? delivery);
  // Who has changed it since is not written over: the form keeps the version that it began with.
  const held = (isKept ? kept?.tag : null) ?? tag;
  // A secret that is not typed stays as it is.
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState('');
  const save = useMutation({
    mutationFn: () =>
      got(
        api.PUT('/api/v1/alarms/delivery', {
          headers: { 'If-Match': held },
          body: {
            smtpHost: draft.smtpHost,
            smtpPort: draft.smtpPort,
            smtpSecurity: draft.smtpSecurity,
            smtpUser: draft.smtpUser,
            mailFrom: draft.mailFrom,
            webhookUrl: draft.webhookUrl,
            historyDays: draft.historyDays,
            ...(password ? { smtpPassword: password } : {}),
            ...(secret ? { webhookSecret: secret } : {}),
          },
        }),
      ),
    onSuccess: async () => {
      forget();
      notifications.show({ message: say('Mail and webhook are saved.') });
      onClose();
      await queries.invalidateQueries({ queryKey: deliveryKey });
    },
  });
  const isDirty = typed(draft) !== typed(delivery);
  const forget = useKeepDraft(place, isDirty && mayEdit ? { draft, tag: held } : null);
  const { faults, rest, mend } = useFieldFaults(save.error, shown);
  const set = (change: Partial<Delivery>) => {
    mend(...Object.keys(change));
    setDraft({ ...draft, ...change });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {isKept && isDirty && (
          <KeptNotice
            onDrop={() => {
              setDraft(delivery);
              setKept(false);
            }}
          />
        )}
        <Title order={2}>{say('Mail')}</Title>
        <Outcome outcome={delivery.lastMail} />
        <TextInput
          label={say('Mail server')}
          description={say('Empty: no mail is sent.')}
          value={draft.smtpHost}
          error={faults.smtpHost}
          onChange={(event) => set({ smtpHost: event.currentTarget.value })}
        />
        <NumberInput
          label={say('Port')}
          min={1}
          max={65_535}
          value={draft.smtpPort}
          error={faults.smtpPort}
          onChange={(value) => set({ smtpPort: Number(value) })}
        />
        <Select
          label={say('Encryption')}
          allowDeselect={false}
          data={[
            { value: 'startTls', label: 'STARTTLS' },
            { value: 'tls', label: 'TLS' },
            { value: 'none', label: say('none, for a server on the same machine') },
          ]}
          value={draft.smtpSecurity}
          error={faults.smtpSecurity}
          onChange={(value) => set({ smtpSecurity: value ?? 'startTls' })}
        />
        <TextInput
          label={say('User name')}
          autoComplete="off"
          value={draft.smtpUser}
          error={faults.smtpUser}
          onChange={(event) => set({ smtpUser: event.currentTarget.value })}
        />
        <PasswordInput
          label={say('Password')}
          description={delivery.hasSmtpPassword ? say('There is one. It is never shown; type another one to replace it.') : ''}
          autoComplete="new-password"
          value={password}
          error={faults.smtpPassword}
          onChange={(event) => {
            mend('smtpPassword');
            setPassword(event.currentTarget.value);
          }}
        />
        <TextInput
          label={say('Sender')}
          placeholder="tandem@example.com"
          value={draft.mailFrom}
          error={faults.mailFrom}
          onChange={(event) => set({ mailFrom: event.currentTarget.value })}
        />
        <Title order={2}>{say('Webhook')}</Title>
        <Outcome outcome={delivery.lastWebhook} />
        <TextInput
          label="URL"
          description={say('Empty: nothing is called.')}
          placeholder="https://"
          value={draft.webhookUrl}
          error={faults.webhookUrl}
          onChange={(event) => set({ webhookUrl: event.currentTarget.value })}
        />
        <PasswordInput
          label={say('Secret that signs what is sent')}
          description={delivery.hasWebhookSecret ? say('There is one. It is never shown; type another one to replace it.') : ''}
          autoComplete="new-password"
          value={secret}
          error={faults.webhookSecret}
          onChange={(event) => {
            mend('webhookSecret');
            setSecret(event.currentTarget.value);
          }}
        />
        <Title order={2}>{say('Voice calls')}</Title>
        <Outcome outcome={delivery.lastVoice} />
        <Title order={2}>{say('History')}</Title>
        <NumberInput
          label={say('Days that alarms are remembered')}
          description={say('0 remembers them for ever.')}
          min={0}
          max={36_500}
          value={draft.historyDays}
          error={faults.historyDays}
          onChange={(value) => set({ historyDays: Number(value) })}
        />
        {rest !== null && <Failure failure={rest} />}
        {mayEdit && (
          <Button type="submit" loading={save.isPending}>
            {say('Save')}
          </Button>
        )}
      </Stack>
    </form>
  );
}

function Outcome({ outcome }: { outcome: Delivery['lastMail'] }) {
  const say = useSay();
  if (!outcome) {
    return (
      <Text size="sm" className="faint">
        {say('None was tried since the switch started.')}
      </Text>
    );
  }
  return (
    <Text size="sm">
      <StatusWord tone={outcome.failure ? 'bad' : 'good'}>{outcome.failure ? say('failed') : say('sent')}</StatusWord>{' '}
      {timeText(outcome.at)} {outcome.failure}
    </Text>
  );
}
