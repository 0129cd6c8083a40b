import { useSay } from '../../language';
import { type Fact, factText, isEnglish } from './facts';

/** One fact of an explanation, as a line of a list. */
export function FactLine({ fact }: { fact: Fact }) {
  const say = useSay();
  return <li lang={isEnglish(fact) ? 'en' : undefined}>{factText(fact, say)}</li>;
}
