import './chart.css';
import type { Entry } from './legend';

interface Props {
  entries: readonly Entry[];
  hidden: ReadonlySet<string>;
  toggle: (name: string) => void;
}

/** What is what in a chart, above it in as many lines as it takes; a touch hides a series, and brings it back. */
export function ChartLegend({ entries, hidden, toggle }: Props) {
  return (
    <ul className="chart-legend">
      {entries.map((entry) => (
        <li key={entry.name}>
          <button type="button" aria-pressed={!hidden.has(entry.name)} onClick={() => toggle(entry.name)}>
            <Mark {...entry} /> {entry.name}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Mark({ mark, colour }: Entry) {
  return (
    <svg width={16} height={10} viewBox="0 0 16 10" aria-hidden>
      {mark === 'line' && <path d="M0 5h16" stroke={colour} strokeWidth={2} />}
      {mark === 'dashes' && <path d="M0 5h16" stroke={colour} strokeWidth={2} strokeDasharray="4 2" />}
      {mark === 'bar' && <rect x={3} width={10} height={10} fill={colour} />}
      {mark === 'diamond' && <path d="M8 0l5 5-5 5-5-5z" fill={colour} />}
      {mark === 'triangle' && <path d="M8 0l5 10h-10z" fill={colour} />}
    </svg>
  );
}
