import { useMemo, useState } from 'react';

type Choice = Readonly<Record<string, boolean>>;

/** Which columns a user has chosen to see, and not to see, by the table's name; kept in the browser. Of others the table knows itself. */
export function useChosenColumns(name: string): [Choice, (id: string, isShown: boolean) => void] {
  const place = `tandem.columns.${name}`;
  const kept = useMemo(() => read(place), [place]);
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const now = chosen[place] ?? kept;
  return [
    now,
    (id, isShown) => {
      const next = { ...now, [id]: isShown };
      setChosen({ ...chosen, [place]: next });
      localStorage.setItem(place, JSON.stringify(next));
    },
  ];
}

function read(place: string): Choice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Choice) : {};
  } catch {
    return {};
  }
}
