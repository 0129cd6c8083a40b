import { ActionIcon, Button, CopyButton, Group, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { save } from '../table/csv';

/** The messages as a capture for Wireshark, and the filters that find them in a capture of one's own. */
export function Captures({
  id,
  filters,
  take: ask,
}: {
  id: string;
  filters: Schemas['LadderFilter'][];
  take: (format: 'pcap' | 'pcapng') => Promise<Response>;
}) {
  const say = useSay();
  const take = async (format: 'pcap' | 'pcapng') => {
    try {
      const answer = await ask(format);
      save(`${id}.${format}`, [await answer.blob()], 'application/octet-stream');
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return (
    <>
      <Group gap="xs" my="xs">
        {(['pcap', 'pcapng'] as const).map((format) => (
          <Button key={format} variant="default" leftSection={<IconDownload size={14} />} onClick={() => void take(format)}>
            {format}
          </Button>
        ))}
      </Group>
      <dl className="facts">
        {filters.map((filter) => (
          <Fragment key={filter.shows}>
            <dt>
              {say('Wireshark')}: {filter.shows}
            </dt>
            <dd className="mono">
              {filter.filter}
              <CopyButton value={filter.filter}>
                {({ copied, copy }) => (
                  <Tooltip label={copied ? say('Copied') : say('Copy')}>
                    <ActionIcon onClick={copy} size="xs" aria-label={say('Copy the filter')}>
                      {copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
                    </ActionIcon>
                  </Tooltip>
                )}
              </CopyButton>
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
