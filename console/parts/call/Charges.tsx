import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { moneyText } from '../format';
import { Linked } from './Linked';

type Charge = Schemas['ChargeExplanation'];

/** The charges of a call, line by line, and what is left of them. */
export function Charges({ explanation }: { explanation: Schemas['Explanation'] }) {
  const say = useSay();
  const charges = [explanation.customer, explanation.vendor].filter((charge): charge is Charge => Boolean(charge));
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
                <td>{line.amount === '0' ? '' : moneyText(line.amount)}</td>
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{charge.tax === '0' ? say('Fee') : say('Fee and tax')}</th>
              <td>
                {moneyText(charge.fee, charge.tax === '0' ? charge.currency : '')}
                {charge.tax === '0' ? '' : ` + ${moneyText(charge.tax, charge.currency)}`}
              </td>
            </tr>
          </tbody>
        </table>
      ))}
      {explanation.vendor && (
        <table className="charge">
          <tbody>
            <tr className="sum">
              <th scope="row">{say('Margin')}</th>
              <td className={explanation.margin.startsWith('-') ? 'word-bad' : undefined}>
                {moneyText(explanation.margin, explanation.customer?.currency ?? '')}
              </td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
