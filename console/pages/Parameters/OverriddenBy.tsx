import { useSay } from '../../language';
import { accounts, egressTrunks, ingressTrunks, phones, turnUsers } from '../../parts/plan/kinds';
import type { Parameter } from './parameters';

const kinds: readonly { list: string; title: string }[] = [accounts, ingressTrunks, egressTrunks, phones, turnUsers];

/** How a field and the parameter go together, by the word of the API. */
const ways: Record<string, { word: string }> = {
  instead: { word: 'In place of it, where it is set: {{fields}}' },
  smallest: { word: 'The smallest of it and of these holds: {{fields}}' },
  before: { word: 'Decided before it: {{fields}}' },
};

/** Which settings of single trunks, phones and accounts go before a parameter. */
export function OverriddenBy({ parameter }: { parameter: Parameter }) {
  const say = useSay();
  const fieldsOf = (way: string) =>
    parameter.overrides
      .filter((one) => one.way === way)
      .map((one) => `${say(kinds.find((kind) => kind.list === one.kind)?.title ?? one.kind)} ${one.field}`)
      .join(', ');
  return (
    <div className="parameter-range" data-part="overrides">
      {parameter.overrides.length === 0
        ? say('Nothing goes before it: it holds for the whole switch.')
        : Object.entries(ways)
            .filter(([way]) => parameter.overrides.some((one) => one.way === way))
            .map(([way, { word }]) => <div key={way}>{say(word, { fields: fieldsOf(way) })}</div>)}
    </div>
  );
}
