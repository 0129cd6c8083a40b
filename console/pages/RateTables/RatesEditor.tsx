import { Button, Text, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useSay } from '../../language';
import { timeText } from '../../parts/format';
import type { Json } from '../../parts/plan/fields';
import type { Extra } from '../../parts/plan/ObjectForm';
import type { Column } from '../../parts/table/column';
import { save } from '../../parts/table/csv';
import { DataTable } from '../../parts/table/DataTable';
import { type RateFault, type Taken, type Way, withCsv } from './csvRates';
import { RateForm } from './RateForm';
import { RatesBulk } from './RatesBulk';
import { RateFaults, RatesCsv } from './RatesCsv';
import { RatesTaken } from './RatesTaken';
import { blank, faultsIn, isSame, keyOf, type Rate, ratesCsv, withoutRate, withRate } from './rates';

const columns: readonly Column<Rate>[] = [
  { id: 'prefix', title: 'Prefix', width: 90, value: (rate) => rate.prefix },
  { id: 'area', title: 'Area', width: 150, value: (rate) => rate.area },
  { id: 'price', title: 'Price', width: 80, align: 'point', value: (rate) => rate.price },
  { id: 'per', title: 'per, s', width: 50, align: 'right', value: (rate) => rate.per },
  { id: 'connect', title: 'Connect', width: 70, align: 'point', value: (rate) => rate.connect },
  {
    id: 'effective',
    title: 'Effective from',
    width: 140,
    value: (rate) => rate.effective,
    cell: (rate) => (
      <span className={rate.effective && new Date(rate.effective).getTime() > Date.now() ? 'word-calm' : undefined}>
        {timeText(rate.effective)}
      </span>
    ),
  },
  { id: 'tax', title: 'Tax, %', width: 60, align: 'point', value: (rate) => rate.tax, isHidden: true },
  { id: 'class', title: 'Class', width: 100, value: (rate) => rate.class, isHidden: true },
  { id: 'locked', title: 'Locked', width: 60, value: (rate) => (rate.locked ? 'locked' : '') },
];

/** A rate as it is typed, and which one it is to change; kept over a reload with its table's form. */
interface Unfinished {
  typed: Rate;
  edited: Rate | null;
}

/** The rates of a table: find, set one, take one out; all of them from a CSV and into one. Nothing is saved before the form is. */
export function RatesEditor({ value, put, tryOut, beside, typedBefore, isReadOnly }: Extra) {
  const say = useSay();
  const [find, setFind] = useState('');
  const before = typedBefore as Unfinished | null;
  const [edited, setEdited] = useState<Rate | null>(before?.edited ?? null);
  const [typed, setTyped] = useState<Rate>(before?.typed ?? blank);
  const [isTried, setTried] = useState(false);
  const [faults, setFaults] = useState<readonly RateFault[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rates = useMemo(() => (value?.rates ?? []) as unknown as Rate[], [value?.rates]);
  const text = find.trim().toLowerCase();
  const shown = useMemo(
    () => (text ? rates.filter((rate) => rate.prefix.startsWith(text) || rate.area?.toLowerCase().includes(text)) : rates),
    [rates, text],
  );
  // What is taken out, or not shown, is not chosen.
  const names = useMemo(() => new Set(shown.map(keyOf).filter((key) => chosen.has(key))), [shown, chosen]);
  const edit = (rate: Rate | null) => {
    setEdited(rate);
    setTyped(rate ?? blank);
    setTried(false);
  };
  const fieldsOf = (next: Rate[]) => ({ rates: next as unknown as Json, csv: undefined });
  const keep = (next: Rate[]) => {
    put(fieldsOf(next));
    edit(null);
  };
  /** The table with what is typed; null when that can't be taken. */
  const withTyped = () => {
    if (Object.keys(faultsIn(typed)).length > 0) {
      setTried(true);
      return null;
    }
    return withRate(rates, typed, edited && keyOf(edited));
  };
  const [isTaking, setIsTaking] = useState(false);
  // What the last file does, as long as it is not saved or dropped; and what was there before it.
  const [taken, setTaken] = useState<{ way: Way; did: Taken; was: Rate[] } | null>(null);
  const csv = typeof value?.csv === 'string' ? value.csv : null;
  const isTaken = taken !== null && (csv !== null || rates === taken.did.rates);
  const take = (text: string, way: Way) => {
    const did = withCsv(rates, text, way);
    setFaults(did.faults);
    setTaken(null);
    if (did.faults.length > 0) {
      return;
    }
    setTaken({ way, did, was: rates });
    setIsTaking(false);
    tryOut(way === 'merge' ? { rates: did.rates as unknown as Json, csv: undefined } : { csv: text, rates: undefined });
  };
  const drop = () => {
    put({ csv: undefined, rates: (taken?.was ?? rates) as unknown as Json });
    setTaken(null);
  };
  // A rate that is typed and not added is saved with the table all the same: nobody types one to throw it away.
  const isTyped = !isReadOnly && csv === null && !isSame(typed, edited ?? blank);
  useEffect(() =>
    beside(
      isTyped
        ? () => {
            const next = withTyped();
            if (next) {
              edit(null);
            }
            return next && fieldsOf(next);
          }
        : null,
      { typed, edited } satisfies Unfinished,
    ),
  );
  const tools = (
    <>
      <TextInput
        aria-label={say('Find a prefix or an area')}
        placeholder={say('Prefix or area')}
        style={{ flex: '0 1 150px', minWidth: 60 }}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {!isReadOnly && (
        <Button
          variant="default"
          leftSection={<IconUpload size={14} />}
          style={{ flexShrink: 0 }}
          aria-expanded={isTaking}
          onClick={() => setIsTaking(!isTaking)}
        >
          {say('Take from a CSV')}
        </Button>
      )}
    </>
  );
  if (csv !== null) {
    return taken && <RatesTaken way={taken.way} did={taken.did} drop={drop} />;
  }
  return (
    <div data-part="rates" style={{ margin: '8px 0' }}>
      {!isReadOnly && (
        <RateForm
          key={edited ? keyOf(edited) : 'new'}
          edited={edited}
          rate={typed}
          type={setTyped}
          isTried={isTried}
          onSet={() => {
            const next = withTyped();
            if (next) {
              keep(next);
            }
          }}
          onRemove={() => edited && keep(withoutRate(rates, keyOf(edited)))}
          onCancel={() => edit(null)}
        />
      )}
      {isTaking && <RatesCsv take={take} close={() => setIsTaking(false)} />}
      {faults.length > 0 && <RateFaults faults={faults} />}
      {isTaken && <RatesTaken way={taken.way} did={taken.did} drop={drop} />}
      {!isReadOnly && names.size > 0 && <RatesBulk rates={rates} chosen={names} set={keep} />}
      <div style={{ height: 380, display: 'flex', flexDirection: 'column', marginTop: 8 }}>
        <DataTable
          name="Rates"
          columns={columns}
          rows={shown}
          rowKey={keyOf}
          isSortable
          isQuiet
          {...(isReadOnly ? {} : { onOpen: edit, chosen: { keys: chosen, choose: setChosen } })}
          onExport={() => save(`${String(value?.name ?? 'rates')}.csv`, [ratesCsv(rates)], 'text/csv')}
          tools={tools}
          empty={rates.length > 0 ? say('None matches.') : say('No rates yet: set the first above, or take them from a CSV.')}
        />
      </div>
      {rates.some((rate) => rate.sections?.length) && (
        <Text size="xs" className="faint">
          {say('Some of these rates have sections, which a CSV has no place for: it is saved without them.')}
        </Text>
      )}
    </div>
  );
}
