import { ActionIcon, Button, Group, Popover, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { countText } from '../../parts/format';

const path = '/api/v1/illegal-calls/white-list';

function useChange() {
  const say = useSay();
  const queries = useQueryClient();
  return async (source: string, isListed: boolean) => {
    try {
      await (isListed ? api.POST(path, { body: { source } }) : api.DELETE(path, { params: { query: { source } } }));
      notifications.show({
        message: isListed
          ? say('{{source}} counts as harmless. Its calls are refused and recorded as before.', { source })
          : say('{{source}} is reported again.', { source }),
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['/api/v1/illegal-calls'] }),
        queries.invalidateQueries({ queryKey: [path] }),
      ]);
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
}

/** Puts a stranger on the white list, or takes it off. */
export function WhiteListButton({ address, isListed }: { address: string; isListed: boolean }) {
  const say = useSay();
  const change = useChange();
  return (
    <Group gap="xs" mb="sm">
      <Button variant="default" leftSection={<IconShieldCheck size={14} />} onClick={() => void change(address, !isListed)}>
        {isListed ? say('Report it again') : say('Whitelist')}
      </Button>
      <Text size="xs" className="faint">
        {say('When it is known to be harmless: still refused and recorded, but in no list, no report and no alarm.')}
      </Text>
    </Group>
  );
}

/** All sources that are known to be harmless. */
export function WhiteList() {
  const say = useSay();
  const who = useSession();
  const change = useChange();
  const list = useQuery({ queryKey: [path], queryFn: () => got(api.GET(path)) });
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
