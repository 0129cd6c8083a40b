import type { Schemas } from '../../api/client';
import { useSay } from '../../language';

type Change = Schemas['PlanChangeView'];

const tones: Record<string, string> = { '+': 'word-good', '-': 'word-bad', '~': 'word-calm' };
const words: Record<string, { word: string }> = { '+': { word: 'added' }, '-': { word: 'removed' }, '~': { word: 'changed' } };

/** Differences between two plans, old above new. */
export function PlanChanges({ changes, none }: { changes: readonly Change[]; none?: string }) {
  const say = useSay();
  if (changes.length === 0) {
    return <div className="faint changes-none">{none ?? say('Nothing.')}</div>;
  }
  return (
    <ul className="plan-changes">
      {changes.map((change, index) => (
        <li key={`${change.path} ${index}`}>
          <span className={`change-kind ${tones[change.kind] ?? ''}`}>{say(words[change.kind]?.word ?? change.kind)}</span>{' '}
          <b>{change.path}</b> {!change.before && !change.after && change.what}
          {change.before && <pre className="change-old">{change.before}</pre>}
          {change.after && <pre className="change-new">{change.after}</pre>}
        </li>
      ))}
    </ul>
  );
}
