import { Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { FactLine } from '../../parts/call/FactLine';
import { type Fact, factText } from '../../parts/call/facts';
import { moneyText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';

type Route = Schemas['SimulatedRouteView'];

const money = (id: 'cost' | 'margin' | 'costPerSecond' | 'profitPercent', title: string): Column<Route> => ({
  id,
  title,
  width: 90,
  align: 'point',
  value: (route) => route[id],
});

/** By what a route has come after the one before it, in a word or two; the sentence with the figures stands above and at the pointer. */
const criteria: Record<string, { word: string }> = {
  AfterAsBackup: { word: 'being a backup' },
  AfterByPrefix: { word: 'shorter prefix' },
  AfterByPriority: { word: 'priority' },
  AfterByPolicyCost: { word: 'cost, customer’s policy' },
  AfterByPolicyRatio: { word: 'answer ratio, customer’s policy' },
  AfterByCost: { word: 'cost' },
  AfterByRatio: { word: 'answer ratio' },
  AfterByFreeLines: { word: 'free lines' },
  AfterByLot: { word: 'lot' },
};

function Criterion({ fact }: { fact: Fact }) {
  const say = useSay();
  const word = criteria[fact.code]?.word;
  return <span title={factText(fact, say)}>{word ? say(word) : factText(fact, say)}</span>;
}

const columns: readonly Column<Route>[] = [
  { id: 'egressTrunk', title: 'Egress trunk', width: 120, value: (route) => route.egressTrunk || route.phone },
  {
    id: 'after',
    title: 'After the one above by',
    width: 160,
    value: (route) => route.after && (criteria[route.after.code]?.word ?? route.after.sentence),
    cell: (route) => route.after && <Criterion fact={route.after} />,
  },
  { id: 'callingNumberOut', title: 'Calling number as sent', width: 150, value: (route) => route.callingNumberOut },
  { id: 'calledNumberOut', title: 'Called number as sent', width: 150, value: (route) => route.calledNumberOut },
  { id: 'rateTable', title: 'Rate table', width: 120, value: (route) => route.rateTable },
  money('costPerSecond', 'Cost a second'),
  money('cost', 'Cost'),
  money('margin', 'Margin'),
  money('profitPercent', 'Profit, %'),
  { id: 'currency', title: 'Currency', width: 70, value: (route) => route.currency },
];

/** What the switch would do, and why. */
export function SimulationResult({ result }: { result: Schemas['SimulationView'] }) {
  const say = useSay();
  return (
    <>
      <div className="panel">
        <dl className="facts">
          <dt>{say('Result')}</dt>
          <dd>
            {result.refusal ? (
              <StatusWord tone="bad">{`${result.refusal} (SIP ${result.sipStatus ?? ''})`}</StatusWord>
            ) : (
              <StatusWord tone="good">{say('would be placed')}</StatusWord>
            )}
          </dd>
          <dt>{say('It would be')}</dt>
          <dd>{[result.ingressTrunk || result.phone, result.account].filter(Boolean).join(' · ') || say('a stranger')}</dd>
          <dt>{say('Numbers')}</dt>
          <dd>
            {result.callingNumber} → {result.calledNumber}
          </dd>
          {result.ratePrefix && (
            <>
              <dt>{say('Fee')}</dt>
              <dd>
                {say('{{fee}} for {{seconds}} s, prefix {{prefix}} {{area}}', {
                  fee: moneyText(result.fee),
                  seconds: result.seconds,
                  prefix: result.ratePrefix,
                  area: result.area,
                })}
              </dd>
            </>
          )}
        </dl>
        <Title order={2} mt="xs">
          {say('Why')}
        </Title>
        <ol className="steps">
          {result.facts.map((fact) => (
            <FactLine key={fact.sentence} fact={fact} />
          ))}
        </ol>
      </div>
      <DataTable
        name="Routes"
        columns={columns}
        rows={result.routes}
        rowKey={(route) => `${route.egressTrunk} ${route.phone}`}
        empty={say('No trunk would take it. The sentences above say why.')}
      />
    </>
  );
}
