import { Tabs, Title } from '@mantine/core';
import { useLocation } from 'wouter';
import { useSay } from '../../language';
import { AlarmHistory } from './AlarmHistory';
import { AlarmSettings } from './AlarmSettings';
import { CurrentAlarms } from './CurrentAlarms';

/** What is the matter now, what was, and who is told of it. */
export default function AlarmsPage() {
  const say = useSay();
  const [location, go] = useLocation();
  const tab = location.startsWith('/history') ? 'history' : location.startsWith('/settings') ? 'settings' : 'current';
  return (
    <>
      <Title order={1}>{say('Alarms')}</Title>
      <Tabs value={tab} onChange={(next) => go(next === 'current' || next === null ? '/' : `/${next}`)} keepMounted={false}>
        <Tabs.List mb="xs">
          <Tabs.Tab value="current">{say('Current')}</Tabs.Tab>
          <Tabs.Tab value="history">{say('History')}</Tabs.Tab>
          <Tabs.Tab value="settings">{say('Settings')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="current">
          <CurrentAlarms />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <AlarmHistory />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <AlarmSettings />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
