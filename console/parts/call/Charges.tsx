import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Amount } from '../Amount';
import { placesOf } from '../points';
import { Linked } from './Linked';

type Charge = Schemas['ChargeExplanation'];

/** The charges of a call, line by line, and what is left of them. */
export function Charges({ explanation }: { explanation: Schemas['Explanation'] }) {
  const say = useSay();
  const charges = [explanation.customer, explanation.vendor].filter((charge): charge is Charge => Boolean(charge));
  const places = placesOf([
    explanation.margin,
    ...charges.flatMap((charge) => [charge.fee, charge.tax, ...charge.lines.map((line) => line.amount)]),
  ]);
  return charges.length === 0 ? (
    <Text size="xs" className="faint">
      {say('Nobody pays for this call: no rate was taken for it.')}
    </Text>
  ) : (
    <>
      {charges.map((charge) => (
        <table key={charge.party} className="charge">
          <caption>
            {charge.party === 'customer' ? say('Customer') : say('Carrier')}{' '}
            <Linked right="accounts" href={`/accounts/${encodeURIComponent(charge.account)}`}>
              {charge.account}
            </Linked>{' '}
            <Text span size="xs" className="faint">
              <Linked right="rates" href={`/rate-tables/${encodeURIComponent(charge.rateTable)}`}>
                {charge.rateTable}
              </Linked>{' '}
              · {charge.ratePrefix} {charge.area}
            </Text>
          </caption>
          <tbody>
            {charge.lines.map((line, index) => (
              <tr key={index}>
                <th scope="row">{line.what}</th>
                <td>{line.amount !== '0' && <Amount amount={line.amount} places={places} />}</td>
                <td />
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{say('Fee')}</th>
              <td>
                <Amount amount={charge.fee} places={places} />
              </td>
              <td>{charge.currency}</td>
            </tr>
            {charge.tax !== '0' && (
              <tr>
                <th scope="row">{say('Tax')}</th>
                <td>
                  <Amount amount={charge.tax} places={places} />
                </td>
                <td>{charge.currency}</td>
              </tr>
            )}
          </tbody>
        </table>
      ))}
      {explanation.vendor && (
        <table className="charge">
          <tbody>
            <tr className="sum">
              <th scope="row">{say('Margin')}</th>
              <td>
                <Amount amount={explanation.margin} places={places} />
              </td>
              <td>{explanation.customer?.currency}</td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
