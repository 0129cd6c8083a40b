import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { type Fact, factText, isEnglish } from './facts';

/** One fact of an explanation, as a line of a list. */
export function FactLine({ fact }: { fact: Fact }) {
  return fact.code === 'NatFault' ? <NatLine fact={fact} /> : <Line fact={fact} />;
}

/** What the NAT doctor found has its own words, which come when a page shows them. */
function NatLine({ fact }: { fact: Fact }) {
  const told = useTexts('nat');
  return <Line fact={{ ...fact, value: told(fact.value) }} />;
}

function Line({ fact }: { fact: Fact }) {
  const say = useSay();
  return <li lang={isEnglish(fact) ? 'en' : undefined}>{factText(fact, say)}</li>;
}
