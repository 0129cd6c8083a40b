import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { moneyText } from '../format';

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
            {charge.party === 'customer' ? say('Customer') : say('Carrier')} {charge.account}{' '}
            <Text span size="xs" className="faint">
              {charge.rateTable} · {charge.ratePrefix} {charge.area}
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
