import { Alert, Button, Group, Progress, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHistory } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { fromLocalField, toLocalField } from '../../parts/filters/address';
import { countText, sizeText, timeText } from '../../parts/format';
import { type ArchiveRestore, type ArchiveSpan, restoreKey, useArchive } from './backups';

/** Back to any time of the archive: which it leads to, which instant a time would be, and how far the preparing is. */
export function Archive({ preparing, mayGoBack }: { preparing: ArchiveRestore | null; mayGoBack: boolean }) {
  const say = useSay();
  const queries = useQueryClient();
  const archive = useArchive();
  const [at, setAt] = useState('');
  const [question, ask] = useState<Question | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: restoreKey });
  const body = { at: at === '' ? null : fromLocalField(at) };
  const look = useMutation({
    mutationFn: () => got(api.POST('/api/v1/archive/restore', { body, params: { query: { dryRun: true } } })),
    onSuccess: (to) =>
      ask({
        title: say('Go back to {{when}}?', { when: timeText(to.at) }),
        text: say(
          'That is the last step of the archive before the time. What it has of then is put together and checked now ({{size}} are read), and takes effect when the switch starts next. What is there then is put aside, not deleted; calls and payments since {{when}} are not in it. All sessions end.',
          { when: timeText(to.at), size: sizeText(Number(to.bytes)) },
        ),
        yes: say('Prepare it'),
        no: say('Not now'),
        name: timeText(to.at),
        act: async () => {
          await got(api.POST('/api/v1/archive/restore', { body: { at: to.at } }));
          await again();
        },
        done: say('It is being prepared.'),
      }),
  });
  const end = async () => {
    try {
      await api.DELETE('/api/v1/archive/restore');
      await again();
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const spans = archive.data?.spans ?? [];

  return (
    <section className="panel" data-part="archive">
      <Title order={2}>{say('Back to any time')}</Title>
      {archive.error && <Failure failure={archive.error} retry={() => void archive.refetch()} />}
      {archive.data && archive.data.place === null && (
        <Text size="sm">
          {say(
            'This switch keeps no archive. Started with --archive DIR it does, and any time from then on can be gone back to.',
          )}
        </Text>
      )}
      {archive.data?.failure && (
        <Alert color="yellow" styles={{ title: { color: 'var(--warn)' } }} mb="xs" title={say('Not all is archived')}>
          {archive.data.failure}
        </Alert>
      )}
      {spans.length > 0 && <Spans spans={spans} />}
      {archive.data && archive.data.place !== null && spans.length === 0 && (
        <Text size="sm">{say('Nothing can be gone back to yet: the first backup of the archive is being made.')}</Text>
      )}
      {preparing?.state === 'running' && (
        <Group gap="sm" mt="xs" wrap="nowrap" data-part="preparing">
          <Progress.Root size="md" style={{ flex: 1 }}>
            <Progress.Section
              value={preparing.progress * 100}
              aria-label={say('{{percent}} % prepared', { percent: Math.round(preparing.progress * 100) })}
            />
          </Progress.Root>
          <Text size="xs">
            {timeText(preparing.at)}: {say('{{percent}} % prepared', { percent: Math.round(preparing.progress * 100) })}
          </Text>
          {mayGoBack && (
            <Button variant="default" onClick={() => void end()}>
              {say('Cancel')}
            </Button>
          )}
        </Group>
      )}
      {preparing?.state === 'failed' && (
        <Alert
          color="red"
          mt="xs"
          data-part="unprepared"
          title={say('{{when}} could not be prepared.', { when: timeText(preparing.at) })}
        >
          <Text size="sm">{preparing.failure}</Text>
          {mayGoBack && (
            <Button variant="default" mt="xs" onClick={() => void end()}>
              {say('Forget it')}
            </Button>
          )}
        </Alert>
      )}
      {mayGoBack && spans.length > 0 && (
        <Group gap="sm" mt="xs" align="end">
          <TextInput
            label={say('Time, empty: as late as can be')}
            type="datetime-local"
            step={1}
            value={at}
            min={toLocalField(spans[0]?.from)}
            max={toLocalField(spans.at(-1)?.to)}
            title={say('As your browser writes times, in your own time zone')}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          <Button
            variant="default"
            leftSection={<IconHistory size={14} />}
            loading={look.isPending}
            disabled={preparing?.state === 'running'}
            onClick={() => look.mutate()}
          >
            {say('Go back to it')}
          </Button>
        </Group>
      )}
      {look.error && <Failure failure={look.error} />}
      <Confirm question={question} onClose={() => ask(null)} />
    </section>
  );
}

/** Newest first. What lies between two of them was not archived. */
function Spans({ spans }: { spans: readonly ArchiveSpan[] }) {
  const say = useSay();
  return (
    <dl className="facts" data-part="spans">
      {[...spans].reverse().map((span) => (
        <div key={span.generation} style={{ display: 'contents' }}>
          <dt>
            {timeText(span.from)} – {timeText(span.to)}
          </dt>
          <dd title={span.generation}>
            {say('in {{steps}} steps', { steps: countText(Number(span.steps)) })}
            {span.lacks && <> · {say('piece {{piece}} is missing: no further', { piece: span.lacks })}</>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
