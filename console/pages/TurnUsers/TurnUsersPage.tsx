import { Title } from '@mantine/core';
import { useSay } from '../../language';
import type { PlanObject } from '../../parts/plan/fields';
import { turnUsers } from '../../parts/plan/kinds';
import { PlanList, plain } from '../../parts/plan/PlanList';

/** Who may relay media through the switch's TURN server, where a NAT lets nothing else through. */
export default function TurnUsersPage() {
  const say = useSay();
  const columns = [
    plain('name', 'Name', 180),
    {
      ...plain('timeLimited', 'Password', 160),
      value: (one: PlanObject) => (one.timeLimited ? say('shared secret, limited in time') : say('its own')),
    },
    {
      ...plain('maxAllocations', 'Most allocations', 120, 'right'),
      value: (one: PlanObject) => Number(one.maxAllocations ?? 0) || '',
    },
  ];
  return (
    <>
      <Title order={1}>{say('TURN users')}</Title>
      <PlanList
        kind={turnUsers}
        base=""
        name="TURN users"
        columns={columns}
        empty={say('Nobody may use the TURN server yet. It listens where --stun says; a user has a name and a password.')}
      />
    </>
  );
}
