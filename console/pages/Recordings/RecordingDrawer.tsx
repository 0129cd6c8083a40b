import { Anchor, Button, Drawer, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { ask } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { lengthText, sizeText, timeText } from '../../parts/format';
import { save } from '../../parts/table/csv';
import { type Recording, useRecordOf } from './recordings';

interface Props {
  id: string | null;
  recording: Recording | undefined;
  onDelete: (id: string) => void;
  onClose: () => void;
}

/** One recording: whose call it was, its sound, its files. */
export function RecordingDrawer({ id, recording, onDelete, onClose }: Props) {
  const say = useSay();
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={say('Recording {{id}}', { id: id ?? '' })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {id !== null && <Inside id={id} recording={recording} onDelete={onDelete} />}
    </Drawer>
  );
}

function Inside({ id, recording, onDelete }: { id: string; recording: Recording | undefined; onDelete: (id: string) => void }) {
  const say = useSay();
  const who = useSession();
  const record = useRecordOf(id);
  const take = async (path: string, name: string) => {
    try {
      save(name, [await (await ask(path)).blob()], 'application/octet-stream');
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const path = `/api/v1/recordings/${encodeURIComponent(id)}`;
  return (
    <>
      <Sound path={path} />
      <Text size="xs" className="faint" my="xs">
        {say('The caller is on the left, the callee on the right.')}
      </Text>
      <dl className="facts">
        {record.data && (
          <>
            <dt>{say('Call')}</dt>
            <dd>
              {record.data.callingNumber} → {record.data.calledNumber}
            </dd>
            <dt>{say('Account')}</dt>
            <dd>{record.data.account}</dd>
            <dt>{say('Began')}</dt>
            <dd>{timeText(record.data.startedAt)}</dd>
          </>
        )}
        {recording && (
          <>
            <dt>{say('Length')}</dt>
            <dd>{lengthText(recording.seconds * 1000)}</dd>
            <dt>{say('Size')}</dt>
            <dd>{sizeText(recording.bytes)}</dd>
            <dt>{say('Last written')}</dt>
            <dd>{timeText(recording.changedAt)}</dd>
          </>
        )}
      </dl>
      {record.error && (
        <Text size="xs" className="faint">
          {say('There is no record of this call yet: it is in progress, or its record has been cleaned away.')}
        </Text>
      )}
      <Group gap="xs" my="sm">
        <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => void take(path, `${id}.wav`)}>
          WAV
        </Button>
        {recording?.hasCapture && !who.user?.accounts && (
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => void take(`${path}/pcap`, `${id}.pcap`)}
          >
            {say('Packets (pcap)')}
          </Button>
        )}
        {mayOn(who, 'recordings', 'edit') && (
          <Button variant="default" c="red" leftSection={<IconTrash size={14} />} onClick={() => onDelete(id)}>
            {say('Delete')}
          </Button>
        )}
      </Group>
      {record.data && mayOn(who, 'cdrs') && (
        <Anchor component={Link} size="sm" href={`~/cdrs/${id}`}>
          {say('Its record: ladder, charge and explanation')}
        </Anchor>
      )}
    </>
  );
}

/** Plays by ranges, so that a jump into an hour's call loads only what is heard. A key can't go with a player's requests: then the sound is taken as a whole. */
function Sound({ path }: { path: string }) {
  const say = useSay();
  const who = useSession();
  const isByKey = who.key !== '';
  const whole = useQuery({
    queryKey: [path, 'sound'],
    enabled: isByKey,
    gcTime: 0,
    queryFn: async ({ signal }) => (await ask(path, { signal })).blob(),
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!whole.data) {
      return undefined;
    }
    const made = URL.createObjectURL(whole.data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [whole.data]);
  const source = isByKey ? url : path;
  return (
    <>
      {whole.error && <Failure failure={whole.error} retry={() => void whole.refetch()} />}
      {source && (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down what two strangers said.
        <audio
          controls
          preload="metadata"
          src={source}
          aria-label={say('The sound of the call')}
          style={{ display: 'block', width: '100%', height: 44 }}
        />
      )}
    </>
  );
}
