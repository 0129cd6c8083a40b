import './people.css';
import { Tabs, Title } from '@mantine/core';
import { useLocation } from 'wouter';
import { useSay } from '../../language';
import { ApiKeys } from './ApiKeys';
import { Roles } from './Roles';
import { Users } from './Users';

/** Who uses the switch, what each may do, and the keys of programs. */
export default function PeoplePage() {
  const say = useSay();
  const [location, go] = useLocation();
  const tab = location.startsWith('/roles') ? 'roles' : location.startsWith('/api-keys') ? 'api-keys' : 'users';
  return (
    <>
      <Title order={1}>{say('People')}</Title>
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'users' || next === null ? '/' : `/${next}`)}
        keepMounted={false}
        className="people-tabs"
      >
        <Tabs.List>
          <Tabs.Tab value="users">{say('Users')}</Tabs.Tab>
          <Tabs.Tab value="roles">{say('Roles')}</Tabs.Tab>
          <Tabs.Tab value="api-keys">{say('API keys')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users">
          <Users />
        </Tabs.Panel>
        <Tabs.Panel value="roles">
          <Roles />
        </Tabs.Panel>
        <Tabs.Panel value="api-keys">
          <ApiKeys />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
