import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Tone } from '../../parts/StatusWord';

/** One number that is looked at often; a link where there is more of it. */
export function Figure({
  name,
  value,
  note,
  href,
  tone,
}: {
  name: string;
  value: string;
  note: string;
  href?: string;
  tone?: Tone | undefined;
}) {
  const inside: ReactNode = (
    <>
      <span className="figure-name">{name}</span>
      <span className={`figure-value ${tone ? `word-${tone}` : ''}`}>{value}</span>
      <span className="figure-note">{note}</span>
    </>
  );
  return href ? (
    <Link href={href} className="panel figure">
      {inside}
    </Link>
  ) : (
    <div className="panel figure">{inside}</div>
  );
}
