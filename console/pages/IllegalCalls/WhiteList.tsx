import { ActionIcon, Button, Group, Popover, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconNetwork, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { countText } from '../../parts/format';
import { offeredMs } from '../../parts/plan/undo/standing';

const path = '/api/v1/illegal-calls/white-list';

function useChange() {
  const say = useSay();
  const queries = useQueryClient();
  const set = async (source: string, isListed: boolean) => {
    try {
      await (isListed ? api.POST(path, { body: { source } }) : api.DELETE(path, { params: { query: { source } } }));
      const id = `white-list ${source}`;
      const message = isListed
        ? say('{{source}} counts as harmless. Its calls are refused and recorded as before.', { source })
        : say('{{source}} is reported again.', { source });
      notifications.hide(id);
      notifications.show({
        id,
        autoClose: offeredMs,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <span>{message}</span>
            <Button size="compact-xs" variant="default" style={{ flexShrink: 0 }} onClick={() => void set(source, !isListed)}>
              {say('Undo')}
            </Button>
          </Group>
        ),
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['/api/v1/illegal-calls'] }),
        queries.invalidateQueries({ queryKey: [path] }),
      ]);
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return set;
}

/** The sources that are known to be harmless. */
export function useWhiteList() {
  return useQuery({ queryKey: [path], queryFn: () => got(api.GET(path)) });
}

interface ButtonProps {
  address: string;
  /** The network that it is in: all that a flood came from, when it is folded. */
  network: string | undefined;
  isListed: boolean;
}

/** Puts a stranger on the white list, alone or with its network, or takes off again what it is listed by. */
export function WhiteListButtons({ address, network, isListed }: ButtonProps) {
  const say = useSay();
  const change = useChange();
  const entries = useWhiteList().data?.items.map(({ source }) => source) ?? [];
  // By its own address, or by its network; by a wider one it is taken off above, where that stands.
  const entry = entries.find((source) => source === address) ?? entries.find((source) => source === network);
  // Listed, it is in the list of strangers no more.
  const isOff = !isListed && entry === undefined;
  return (
    <Group gap="xs" mb="sm" data-part="white-listing">
      {!isOff && entry && (
        <Button variant="default" leftSection={<IconShieldCheck size={14} />} onClick={() => void change(entry, false)}>
          {entry === address ? say('Report it again') : say('Report {{source}} again', { source: entry })}
        </Button>
      )}
      {isOff && (
        <Button variant="default" leftSection={<IconShieldCheck size={14} />} onClick={() => void change(address, true)}>
          {say('Whitelist')}
        </Button>
      )}
      {isOff && network && (
        <Button variant="default" leftSection={<IconNetwork size={14} />} onClick={() => void change(network, true)}>
          {say('Whitelist {{network}}', { network })}
        </Button>
      )}
      <Text size="xs" className="faint">
        {isListed && !entry
          ? say('It is in a wider network of the white list.')
          : say('When it is known to be harmless: still refused and recorded, but in no list, no report and no alarm.')}
      </Text>
    </Group>
  );
}

/** All sources that are known to be harmless. */
export function WhiteList() {
  const say = useSay();
  const who = useSession();
  const change = useChange();
  const list = useWhiteList();
  const sources = list.data?.items ?? [];
  if (sources.length === 0) {
    return null;
  }
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconShieldCheck size={14} />}>
          {say('White list')}: {countText(sources.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown data-part="white-list">
        {sources.map(({ source }) => (
          <Group key={source} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm" className="mono">
              {source}
            </Text>
            {mayOn(who, 'illegalCalls', 'edit') && (
              <Tooltip label={say('Report it again')}>
                <ActionIcon
                  size="sm"
                  aria-label={say('Report {{source}} again', { source })}
                  onClick={() => void change(source, false)}
                >
                  <IconTrash size={13} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
