import './trunks.css';
import { Tabs, Title } from '@mantine/core';
import { useLocation } from 'wouter';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import type { PlanObject } from '../../parts/plan/fields';
import { egressTrunks, ingressTrunks } from '../../parts/plan/kinds';
import { live, PlanList, plain } from '../../parts/plan/PlanList';
import { DialRuleTrial } from './DialRuleTrial';

const carries = [
  live('calls', 'Calls now', 70),
  live('callsLastSecond', 'CPS', 50),
  live('answerSeizureRatio', 'ASR, %', 60),
  live('acdSeconds', 'ACD, s', 60),
  live('refusedForLines', 'Refused: lines', 105),
  live('refusedForRate', 'Refused: CPS', 100),
];

const more = [
  { ...live('callsTotal', 'Calls', 80), isHidden: true },
  { ...live('attempts', 'Attempts', 80), isHidden: true },
  { ...live('answers', 'Answered', 80), isHidden: true },
];

/** What keeps a carrier from getting calls: its Retry-After, and addresses that answer no OPTIONS. */
const out = [
  {
    id: 'outUntil',
    title: 'Out until (Retry-After)',
    width: 150,
    isHidden: true,
    value: (one: PlanObject) => (one.live as PlanObject | undefined)?.outUntil as string | null,
    cell: (one: PlanObject) => shortTimeText((one.live as PlanObject | undefined)?.outUntil as string | null),
  },
  { ...live('silentAddresses', 'Silent addresses', 110), isHidden: true },
];

const ingressColumns = [
  plain('name', 'Name', 140),
  plain('account', 'Account', 110),
  plain('addresses', 'Addresses', 200),
  plain('lock', 'Lock', 70),
  plain('rateTable', 'Rate table', 100),
  plain('capacity', 'Capacity', 70, 'right'),
  ...carries,
  ...more,
  { ...plain('calledRewrite', 'Called rewrite', 160), isHidden: true },
  { ...plain('callingRewrite', 'Calling rewrite', 160), isHidden: true },
];

const egressColumns = [
  plain('name', 'Name', 140),
  plain('account', 'Account', 110),
  plain('addresses', 'Addresses', 200),
  plain('prefixes', 'Prefixes', 120),
  plain('priority', 'Priority', 60, 'right'),
  plain('lock', 'Lock', 70),
  plain('capacity', 'Capacity', 70, 'right'),
  ...carries,
  ...more,
  ...out,
  { ...plain('calledRewrite', 'Called rewrite', 160), isHidden: true },
  { ...plain('callingRewrite', 'Calling rewrite', 160), isHidden: true },
];

/** Customers' trunks (VOS3000: mapping gateways) and carriers' (routing gateways). */
export default function TrunksPage() {
  const say = useSay();
  const [place, go] = useLocation();
  const tab = place.startsWith('/egress') ? 'egress' : 'ingress';
  return (
    <>
      <Title order={1}>{say('Trunks')}</Title>
      <Tabs
        value={tab}
        onChange={(next) => go(`/${next}`)}
        keepMounted={false}
        classNames={{ root: 'page-tabs', panel: 'page-tab' }}
      >
        <Tabs.List>
          <Tabs.Tab value="ingress">
            {say('Ingress')} <span className="faint tab-more">{say('mapping gateways')}</span>
          </Tabs.Tab>
          <Tabs.Tab value="egress">
            {say('Egress')} <span className="faint tab-more">{say('routing gateways')}</span>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="ingress">
          <PlanList
            kind={ingressTrunks}
            base="/ingress"
            name="Ingress trunks"
            columns={ingressColumns}
            empty={say(
              'No customer can call yet. Make an account first, then a trunk with the address that its calls come from.',
            )}
            extra={(extra) => <DialRuleTrial kind={ingressTrunks} {...extra} />}
          />
        </Tabs.Panel>
        <Tabs.Panel value="egress">
          <PlanList
            kind={egressTrunks}
            base="/egress"
            name="Egress trunks"
            columns={egressColumns}
            empty={say('No call can leave yet. Make a trunk with the address of a carrier, and the prefixes that it takes.')}
            extra={(extra) => <DialRuleTrial kind={egressTrunks} {...extra} />}
          />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
