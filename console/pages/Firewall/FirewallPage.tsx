import { Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { Bans } from './Bans';
import { List } from './List';
import { Messages } from './Messages';
import { Rules } from './Rules';
import { Timeline } from './Timeline';

/** What the switch says as a clause, as a sentence of its own. */
const sentence = (clause: string) => (clause ? `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.` : '');

const tabs = ['bans', 'black', 'white', 'rules', 'messages'] as const;

/** Who is turned away before anything he says is looked at: bans, lists, rules, and the attacks by hour. */
export default function FirewallPage() {
  const say = useSay();
  const [place, go] = useLocation();
  const state = useQuery({
    queryKey: ['/api/v1/firewall'],
    queryFn: () => got(api.GET('/api/v1/firewall')),
    refetchInterval: 10_000,
  });
  const tab = tabs.find((one) => place === `/${one}`) ?? 'bans';
  return (
    <>
      <Title order={1}>{say('Firewall')}</Title>
      {state.data && (
        <Text size="xs" className="faint" data-part="enforced">
          {state.data.enforced === 'kernel'
            ? say('{{count}} bans in force, enforced in the kernel.', { count: state.data.bans })
            : say('{{count}} bans in force, enforced in the process.', { count: state.data.bans })}{' '}
          {sentence(state.data.why)}
        </Text>
      )}
      <Timeline />
      <Tabs value={tab} onChange={(next) => go(next === 'bans' ? '/' : `/${next}`)} mt="xs">
        <Tabs.List>
          <Tabs.Tab value="bans">{say('Bans')}</Tabs.Tab>
          <Tabs.Tab value="black">{say('Black list')}</Tabs.Tab>
          <Tabs.Tab value="white">{say('White list')}</Tabs.Tab>
          <Tabs.Tab value="rules">{say('Rules')}</Tabs.Tab>
          <Tabs.Tab value="messages">{say('Messages of no call')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'bans' && <Bans />}
      {tab === 'black' && <List key="black" kind="black" />}
      {tab === 'white' && <List key="white" kind="white" />}
      {tab === 'rules' && <Rules />}
      {tab === 'messages' && <Messages />}
    </>
  );
}
