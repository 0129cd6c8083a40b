import { Button, Group, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { paths } from '../Firewall/firewall';

const day = 86_400;

/** Bans a stranger for a day by hand; other lengths and networks on the firewall's page. */
export function BanButton({ address }: { address: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [question, ask] = useState<Question | null>(null);
  return (
    <Group gap="xs" my="sm">
      <Button
        variant="default"
        leftSection={<IconBan size={14} />}
        onClick={() =>
          ask({
            title: say('Ban {{source}} for a day?', { source: address }),
            text: say('Nothing that it sends is heard until then. The ban can be lifted under Firewall.'),
            yes: say('Ban'),
            no: say('Cancel'),
            done: say('{{source}} is banned for a day.', { source: address }),
            act: async () => {
              await api.POST(paths.bans, { body: { source: address, seconds: day, comment: '' } });
              await Promise.all([
                queries.invalidateQueries({ queryKey: [paths.bans] }),
                queries.invalidateQueries({ queryKey: ['/api/v1/illegal-calls'] }),
              ]);
            },
          })
        }
      >
        {say('Ban')}
      </Button>
      <Text size="xs" className="faint">
        {say('For a day, in the firewall: nothing that it sends is looked at.')}
      </Text>
      <Confirm question={question} onClose={() => ask(null)} />
    </Group>
  );
}
