import { Button, Checkbox, Group, NumberInput, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { KeptNotice } from '../../parts/drafts/KeptNotice';
import { useKeepDraft, useKeptDraft } from '../../parts/drafts/useDraft';
import { Failure } from '../../parts/Failure';
import { useFieldFaults } from '../../parts/fieldFaults';
import { SideDrawer } from '../../parts/SideDrawer';
import { settingsKey, useAlarmTypes } from './alarms';
import { levelWords, type Setting, typeWords } from './words';

const fresh: Omit<Setting, 'id' | 'typeName'> = {
  type: 20007,
  object: '',
  level: 1,
  lower: null,
  upper: null,
  period: 60,
  on: true,
  from: '00:00',
  to: '00:00',
  timeZone: '',
  mail: false,
  mailTo: [],
  webhook: true,
  voice: false,
  voiceTo: [],
};

const bounds = ['lower', 'upper'];

/** One alarm setting, made or changed. */
export function SettingDrawer({ open, onClose }: { open: Setting | 'new' | null; onClose: () => void }) {
  const say = useSay();
  const title = open === 'new' ? say('Add an alarm setting') : say(typeWords[open?.typeName ?? '']?.word ?? '');
  return (
    <SideDrawer opened={open !== null} onClose={onClose} size="lg" title={title}>
      {open && <Form key={open === 'new' ? 'new' : open.id} setting={open === 'new' ? null : open} onClose={onClose} />}
    </SideDrawer>
  );
}

function Form({ setting, onClose }: { setting: Setting | null; onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const types = useAlarmTypes();
  const place = `alarm-settings/${setting?.id ?? 'new'}`;
  const kept = useKeptDraft<{ draft: typeof fresh; tag: string | null }>(place);
  const [draft, setDraft] = useState(kept?.draft ?? setting ?? fresh);
  const [isKept, setKept] = useState(kept !== null);
  const [question, ask] = useState<Question | null>(null);
  // What the form began with: who saved meanwhile is not written over.
  const tag = useQuery({
    queryKey: [...settingsKey, setting?.id],
    enabled: setting !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      const { response } = await api.GET('/api/v1/alarms/settings/{id}', { params: { path: { id: setting?.id ?? 0 } } });
      return response.headers.get('ETag') ?? '*';
    },
  });
  const type = types.data?.find((one) => one.type === draft.type);
  const isOfAll = type?.subject === 'switch';
  const again = () => queries.invalidateQueries({ queryKey: settingsKey, exact: true });
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, object: isOfAll ? '' : draft.object, lower: draft.lower || null, upper: draft.upper || null };
      return setting
        ? got(
            api.PUT('/api/v1/alarms/settings/{id}', {
              params: { path: { id: setting.id } },
              body,
              headers: { 'If-Match': (isKept ? kept?.tag : null) ?? tag.data ?? '*' },
            }),
          )
        : got(api.POST('/api/v1/alarms/settings', { body }));
    },
    onSuccess: async () => {
      forget();
      notifications.show({ message: say('The alarm setting is saved. It is in force within a second.') });
      onClose();
      await again();
    },
  });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(setting ?? fresh);
  const forget = useKeepDraft(place, isDirty ? { draft, tag: (isKept ? kept?.tag : null) ?? tag.data ?? null } : null);
  const { faults, rest, mend } = useFieldFaults(save.error, [
    'type',
    'level',
    'period',
    'from',
    'to',
    'timeZone',
    ...(isOfAll ? [] : ['object']),
    ...(type?.subject === 'outside' ? [] : bounds),
    ...(draft.mail ? ['mailTo'] : []),
    ...(draft.voice ? ['voiceTo'] : []),
  ]);
  const set = (change: Partial<typeof draft>) => {
    const changed = Object.keys(change);
    // What is said of one bound is about both.
    mend(...changed, ...(changed.some((field) => bounds.includes(field)) ? bounds : []));
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
              setDraft(setting ?? fresh);
              setKept(false);
            }}
          />
        )}
        <Select
          label={say('Alarm')}
          description={type?.meaning}
          searchable
          allowDeselect={false}
          data={(types.data ?? []).map((one) => ({
            value: String(one.type),
            label: `${one.type} ${say(typeWords[one.name]?.word ?? one.name)}`,
          }))}
          value={String(draft.type)}
          error={faults.type}
          onChange={(value) => set({ type: Number(value) })}
        />
        {!isOfAll && (
          <TextInput
            label={say('About')}
            description={say('The name of the trunk or account; empty for all that have no setting of their own.')}
            value={draft.object}
            error={faults.object}
            onChange={(event) => set({ object: event.currentTarget.value })}
          />
        )}
        <Select
          label={say('Level')}
          allowDeselect={false}
          data={levelWords.map(({ word }, level) => ({ value: String(level), label: say(word) }))}
          value={String(draft.level)}
          error={faults.level}
          onChange={(value) => set({ level: Number(value) })}
        />
        {type?.subject !== 'outside' && (
          <Group grow align="flex-start">
            <TextInput
              label={say('Lower bound')}
              rightSection={<Text size="xs">{type?.unit}</Text>}
              rightSectionWidth={70}
              value={draft.lower ?? ''}
              error={faults.lower}
              onChange={(event) => set({ lower: event.currentTarget.value })}
            />
            <TextInput
              label={say('Upper bound')}
              rightSection={<Text size="xs">{type?.unit}</Text>}
              rightSectionWidth={70}
              value={draft.upper ?? ''}
              error={faults.upper}
              onChange={(event) => set({ upper: event.currentTarget.value })}
            />
          </Group>
        )}
        <NumberInput
          label={say('Period in seconds')}
          description={say(
            'Over which the value is taken, where it is one over time; and for which it must be back inside before the alarm goes.',
          )}
          min={5}
          max={type?.longestPeriod ?? 86_400}
          value={draft.period}
          error={faults.period}
          onChange={(value) => set({ period: Number(value) })}
        />
        <Group grow align="flex-start">
          <TextInput
            label={say('In force from')}
            type="time"
            value={draft.from}
            error={faults.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            label={say('In force until')}
            type="time"
            value={draft.to}
            error={faults.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
          <TextInput
            label={say('Time zone')}
            placeholder="UTC"
            value={draft.timeZone}
            error={faults.timeZone}
            onChange={(event) => set({ timeZone: event.currentTarget.value })}
          />
        </Group>
        <Text size="xs" className="faint">
          {say('The same time twice is all day.')}
        </Text>
        <Checkbox
          label={say('Send a mail')}
          checked={draft.mail}
          onChange={(event) => set({ mail: event.currentTarget.checked })}
        />
        {draft.mail && (
          <TagsInput
            label={say('Mail to')}
            placeholder="noc@example.com"
            value={draft.mailTo}
            error={faults.mailTo}
            onChange={(mailTo) => set({ mailTo })}
          />
        )}
        <Checkbox
          label={say('Call by telephone until it is acknowledged')}
          checked={draft.voice}
          onChange={(event) => set({ voice: event.currentTarget.checked })}
        />
        {draft.voice && (
          <TagsInput
            label={say('Numbers to call')}
            description={say(
              'One after another, as a caller would dial them. How often, and which key acknowledges: the parameters IVR_ALARM_*.',
            )}
            placeholder="442079460000"
            value={draft.voiceTo}
            error={faults.voiceTo}
            onChange={(voiceTo) => set({ voiceTo })}
          />
        )}
        <Checkbox
          label={say('Call the webhook')}
          checked={draft.webhook}
          onChange={(event) => set({ webhook: event.currentTarget.checked })}
        />
        <Switch label={say('on')} checked={draft.on} onChange={(event) => set({ on: event.currentTarget.checked })} />
        {rest !== null && <Failure failure={rest} />}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={setting !== null && !tag.data}>
            {say('Save')}
          </Button>
          {setting && (
            <Button
              variant="default"
              c="red"
              onClick={() =>
                ask({
                  title: say('Delete this alarm setting?'),
                  text: say('An alarm that it has raised goes when its period is over.'),
                  yes: say('Delete'),
                  no: say('Keep it'),
                  name: `${setting.type}${setting.object ? ` ${setting.object}` : ''}`,
                  act: async () => {
                    await api.DELETE('/api/v1/alarms/settings/{id}', {
                      params: { path: { id: setting.id } },
                      headers: { 'If-Match': tag.data ?? '*' },
                    });
                    onClose();
                    await again();
                  },
                  done: say('The alarm setting is deleted.'),
                })
              }
            >
              {say('Delete')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm question={question} onClose={() => ask(null)} />
    </form>
  );
}
