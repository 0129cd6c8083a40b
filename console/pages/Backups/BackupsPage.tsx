import { Alert, Anchor, Button, Checkbox, Group, Progress, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDatabaseExport, IconDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask as askSwitch, got } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { sizeText, timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { save } from '../../parts/table/csv';
import { DataTable } from '../../parts/table/DataTable';
import { Archive } from './Archive';
import { type Backup, listKey, restoreKey, useBackups, usePreparedRestore } from './backups';

/** Backups of this switch: made while it runs, taken away, and gone back to at its next start. */
export default function BackupsPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const list = useBackups();
  const prepared = usePreparedRestore();
  const [withRecordings, setWithRecordings] = useState(false);
  const [question, ask] = useState<Question | null>(null);
  const mayEdit = mayOn(who, 'backups', 'edit');
  const mayTake = mayEdit && mayOn(who, 'people', 'edit');
  const again = () => Promise.all([listKey, restoreKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const make = useMutation({
    mutationFn: () => got(api.POST('/api/v1/backups', { body: { recordings: withRecordings } })),
    onSettled: again,
  });
  const one = (name: string) => ({ params: { path: { name } } });
  const remove = async (name: string) => {
    await api.DELETE('/api/v1/backups/{name}', one(name));
    await again();
  };
  const running = list.data?.find((backup) => backup.state === 'running');

  const askToDelete = (name: string) =>
    ask({
      title: say('Delete this backup?'),
      text: say('Its file is gone for ever.'),
      yes: say('Delete'),
      no: say('Keep it'),
      name,
      act: () => remove(name),
      done: say('The backup is deleted.'),
    });
  const askToRestore = (name: string) =>
    ask({
      title: say('Go back to this backup?'),
      text: say(
        'It is unpacked and checked now, and takes effect when the switch starts next. What is there then is put aside, not deleted; calls and payments since the backup are not in it. All sessions end.',
      ),
      yes: say('Prepare it'),
      no: say('Not now'),
      name,
      act: async () => {
        await api.POST('/api/v1/backups/{name}/restore', one(name));
        await again();
      },
      done: say('The next start goes back to {{name}}.', { name }),
    });
  const callOff = async () => {
    try {
      await api.DELETE('/api/v1/restore');
      await again();
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };

  const act: Column<Backup> = {
    id: 'act',
    title: 'To do',
    width: 250,
    isAction: true,
    value: () => '',
    cell: (row) => (
      <Group gap="sm" wrap="nowrap">
        {row.state === 'done' && mayTake && <Take name={row.name} />}
        {row.state === 'done' && mayTake && (
          <Anchor component="button" type="button" size="xs" onClick={() => askToRestore(row.name)}>
            {say('Go back to it')}
          </Anchor>
        )}
        {row.state === 'done' && (
          <Anchor component="button" type="button" size="xs" onClick={() => askToDelete(row.name)}>
            <IconTrash size={12} aria-hidden /> {say('Delete')}
          </Anchor>
        )}
        {row.state === 'failed' && (
          <Anchor component="button" type="button" size="xs" onClick={() => void remove(row.name)}>
            {say('Forget it')}
          </Anchor>
        )}
      </Group>
    ),
  };
  const columns: readonly Column<Backup>[] = [
    { id: 'createdAt', title: 'When', width: 140, value: (row) => row.createdAt, cell: (row) => timeText(row.createdAt) },
    { id: 'name', title: 'Name', width: 260, value: (row) => row.name },
    {
      id: 'bytes',
      title: 'Size',
      width: 90,
      align: 'right',
      value: (row) => row.bytes,
      cell: (row) => (row.state === 'done' ? sizeText(row.bytes) : '–'),
    },
    { id: 'state', title: 'State', width: 150, value: (row) => row.state, cell: (row) => <StateOf backup={row} /> },
    ...(mayEdit ? [act] : []),
  ];

  return (
    <>
      <Title order={1}>{say('Backups')}</Title>
      {prepared.data?.backup && (
        <Alert
          color="yellow"
          styles={{ title: { color: 'var(--warn)' } }}
          mb="xs"
          data-part="prepared"
          title={say('The next start goes back to {{name}}.', {
            name: prepared.data.archive ? timeText(prepared.data.createdAt) : prepared.data.backup,
          })}
        >
          <Text size="sm">
            {prepared.data.archive && say('That is from the archive ({{generation}}).', { generation: prepared.data.backup })}{' '}
            {say('It was made {{made}}; {{who}} prepared it {{when}}. Until the switch is started anew all goes on as it is.', {
              made: timeText(prepared.data.createdAt),
              who: prepared.data.by ?? '',
              when: timeText(prepared.data.preparedAt),
            })}
          </Text>
          {mayEdit && (
            <Button variant="default" mt="xs" onClick={() => void callOff()}>
              {say('Stay with what is there')}
            </Button>
          )}
        </Alert>
      )}
      {mayEdit && (
        <Group gap="md" mb="xs">
          <Button
            leftSection={<IconDatabaseExport size={14} />}
            loading={make.isPending}
            disabled={running !== undefined}
            onClick={() => make.mutate()}
          >
            {say('Back up now')}
          </Button>
          <Checkbox
            label={say('with recordings')}
            checked={withRecordings}
            onChange={(event) => setWithRecordings(event.currentTarget.checked)}
          />
        </Group>
      )}
      {make.error && <Failure failure={make.error} />}
      {running && (
        <Group gap="sm" mb="xs" wrap="nowrap" data-part="running">
          <Progress.Root size="md" style={{ flex: 1 }}>
            <Progress.Section
              value={running.progress * 100}
              aria-label={say('{{percent}} % backed up', { percent: Math.round(running.progress * 100) })}
            />
          </Progress.Root>
          <Text size="xs">{say('{{percent}} % backed up', { percent: Math.round(running.progress * 100) })}</Text>
          {mayEdit && (
            <Button variant="default" onClick={() => void remove(running.name)}>
              {say('Cancel')}
            </Button>
          )}
        </Group>
      )}
      <DataTable
        name="Backups"
        columns={columns}
        rows={list.data ?? []}
        rowKey={(row) => row.name}
        isLoading={list.isLoading}
        failure={list.error}
        retry={() => void list.refetch()}
        isSortable
        isQuiet={question !== null}
        onExport={null}
        empty={say('There is no backup yet. One is made while the switch runs, and holds all but the recordings.')}
      />
      <Text size="xs" className="faint">
        {say(
          'A backup has the secrets of the data directory in it: keep it where only you read it. They are in DIR/backups, on the same disk as the data, until you take them away.',
        )}
      </Text>
      <Archive preparing={prepared.data?.preparing ?? null} mayGoBack={mayTake} />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}

function StateOf({ backup }: { backup: Backup }) {
  const say = useSay();
  if (backup.state === 'done') {
    return <StatusWord tone="good">{say('done')}</StatusWord>;
  }
  return backup.state === 'running' ? (
    <StatusWord tone="calm">{say('being made')}</StatusWord>
  ) : (
    <span title={backup.failure ?? ''}>
      <StatusWord tone="bad">{say('failed')}</StatusWord> {backup.failure}
    </span>
  );
}

/** A browser takes a file of any size by a link; a key can't go with a link, so with one it is taken into memory first. */
function Take({ name }: { name: string }) {
  const say = useSay();
  const who = useSession();
  const path = `/api/v1/backups/${encodeURIComponent(name)}/file`;
  const take = async () => {
    try {
      save(name, [await (await askSwitch(path)).blob()], 'application/gzip');
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const inside = (
    <>
      <IconDownload size={12} aria-hidden /> {say('Download')}
    </>
  );
  return who.key === '' ? (
    <Anchor size="xs" href={path} download={name}>
      {inside}
    </Anchor>
  ) : (
    <Anchor component="button" type="button" size="xs" onClick={() => void take()}>
      {inside}
    </Anchor>
  );
}
