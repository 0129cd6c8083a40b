import { useSay } from '../../language';

/** Pixels of the column in which rows are chosen. */
export const chooseWidth = 30;

/** The keys with one more, or without it. */
export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  return next.delete(key) ? next : next.add(key);
}

/** A row's box: chosen, or not. */
export function Choose({ name, isChosen, toggle }: { name: string; isChosen: boolean; toggle: () => void }) {
  const say = useSay();
  return (
    // The row opens by a click; beside its box too little is missed to mean that.
    <div
      role="cell"
      className="choose"
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <input type="checkbox" aria-label={say('Choose {{name}}', { name })} checked={isChosen} onChange={toggle} />
    </div>
  );
}

interface AllProps {
  /** Of the rows that are shown. */
  keys: readonly string[];
  choose: (keys: ReadonlySet<string>) => void;
}

/** Chooses all rows that are shown, or none. */
export function ChooseAll({ keys, chosen, choose }: AllProps & { chosen: ReadonlySet<string> }) {
  const say = useSay();
  const count = keys.filter((key) => chosen.has(key)).length;
  return (
    <div role="columnheader" className="choose" tabIndex={-1}>
      <input
        type="checkbox"
        aria-label={say('Choose all rows')}
        checked={count > 0 && count === keys.length}
        ref={(box) => {
          if (box) {
            box.indeterminate = count > 0 && count < keys.length;
          }
        }}
        onChange={() => choose(count === keys.length ? new Set() : new Set(keys))}
      />
    </div>
  );
}
