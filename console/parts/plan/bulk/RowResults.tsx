import { Problem } from '../../../api/problem';
import { useSay } from '../../../language';
import { StatusWord, type Tone } from '../../StatusWord';
import { labelOf } from '../labels';
import { type BulkChanged, type BulkRow, rowOfPath } from './bulkRows';

interface Props {
  rows: readonly BulkRow[];
  lines: readonly number[] | undefined;
  seen: BulkChanged | null;
  refused: Error | null;
}

const most = 500;
const outcomes: Record<string, { word: string; tone: Tone }> = {
  added: { word: 'added', tone: 'good' },
  changed: { word: 'changed', tone: 'calm' },
  removed: { word: 'removed', tone: 'bad' },
  unchanged: { word: 'unchanged', tone: 'faint' },
  refused: { word: 'refused', tone: 'bad' },
};

/** A line for each row: what would become of it, or what is wrong with it, by line and field. */
export function RowResults({ rows, lines, seen, refused }: Props) {
  const say = useSay();
  const entries = refused instanceof Problem ? refused.entries : [];
  const problems = entries.map((entry) => ({ ...entry, at: rowOfPath(entry.path) }));
  const others = problems.filter((one) => one.at === null);
  const shown = rows
    .map((row, at) => ({ row, at, wrong: problems.filter((one) => one.at?.row === at) }))
    // Of many the wrong ones are what is looked for.
    .sort((a, b) => Math.sign(b.wrong.length) - Math.sign(a.wrong.length))
    .slice(0, most);
  return (
    <div className="row-results">
      {others.length > 0 && (
        <ul className="changes" tabIndex={0}>
          {others.map((one) => (
            <li key={one.path + one.message}>
              <b>{one.path}</b>: {one.message}
            </li>
          ))}
        </ul>
      )}
      <table className="versions" data-part="rows">
        <thead>
          <tr>
            {lines && <th>{say('Line')}</th>}
            <th>{say('Name')}</th>
            <th>{say('Result')}</th>
            <th>{say('What')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, at, wrong }) => {
            const of = seen?.rows[at];
            const outcome = wrong.length > 0 ? 'refused' : (of?.outcome ?? '–');
            return (
              <tr key={at} data-row={row.name}>
                {lines && <td>{lines[at]}</td>}
                <th scope="row">{row.name}</th>
                <td>
                  <StatusWord tone={outcomes[outcome]?.tone ?? 'faint'}>{say(outcomes[outcome]?.word ?? outcome)}</StatusWord>
                </td>
                <td>
                  {wrong.map((one) => (
                    <div key={one.path + one.message}>
                      {one.at?.field && <b>{one.at.field}: </b>}
                      {one.message}
                    </div>
                  ))}
                  {outcome === 'changed' &&
                    of?.changes.map((change) => (
                      <div key={change.path + change.what}>
                        {say(labelOf(change.path.slice(change.path.lastIndexOf('.') + 1)))}:{' '}
                        {change.before || change.after ? (
                          <>
                            <del>{change.before}</del> → <ins>{change.after}</ins>
                          </>
                        ) : (
                          change.what
                        )}
                      </div>
                    ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > most && <div className="faint">{say('and {{count}} more', { count: rows.length - most })}</div>}
    </div>
  );
}
