import { moneyText } from './format';
import { padText } from './points';

/** An amount that stands with others one under another, by their points: right-aligned, with room for so many digits behind it. What fills it up is not seen, read out or copied. */
export function Amount({ amount, places }: { amount: string; places: number }) {
  return (
    <span className={amount.startsWith('-') ? 'amount word-bad' : 'amount'} data-pad={padText(amount, places)}>
      {moneyText(amount)}
    </span>
  );
}
