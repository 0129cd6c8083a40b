import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useSay } from '../../language';
import { moneyText, timeText } from '../../parts/format';
import type { Json } from '../../parts/plan/fields';
import type { Extra } from '../../parts/plan/ObjectForm';
import type { Column } from '../../parts/table/column';
import { save } from '../../parts/table/csv';
import { DataTable } from '../../parts/table/DataTable';
import type { RateFault } from './csvRates';
import { RateForm } from './RateForm';
import { RatesBulk } from './RatesBulk';
import { RateFaults, RatesCsv } from './RatesCsv';
import { keyOf, type Rate, ratesCsv, withoutRate, withRate } from './rates';

const columns: readonly Column<Rate>[] = [
  { id: 'prefix', title: 'Prefix', width: 90, value: (rate) => rate.prefix },
  { id: 'area', title: 'Area', width: 150, value: (rate) => rate.area },
  { id: 'price', title: 'Price', width: 80, align: 'right', value: (rate) => rate.price, cell: (rate) => moneyText(rate.price) },
  { id: 'per', title: 'per, s', width: 50, align: 'right', value: (rate) => rate.per },
  { id: 'connect', title: 'Connect', width: 70, align: 'right', value: (rate) => rate.connect },
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
  { id: 'tax', title: 'Tax, %', width: 60, align: 'right', value: (rate) => rate.tax, isHidden: true },
  { id: 'class', title: 'Class', width: 100, value: (rate) => rate.class, isHidden: true },
  { id: 'locked', title: 'Locked', width: 60, value: (rate) => (rate.locked ? 'locked' : '') },
];

/** The rates of a table: find, set one, take one out; all of them from a CSV and into one. Nothing is saved before the form is. */
export function RatesEditor({ value, put, tryOut, isReadOnly }: Extra) {
  const say = useSay();
  const [find, setFind] = useState('');
  const [edited, setEdited] = useState<Rate | null>(null);
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
  const keep = (next: Rate[]) => {
    put({ rates: next as unknown as Json, csv: undefined });
    setEdited(null);
  };
  const csv = typeof value?.csv === 'string' ? value.csv : null;
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
        <RatesCsv
          rates={rates}
          set={(next, wrong) => {
            setFaults(wrong);
            if (wrong.length === 0) {
              tryOut({ rates: next as unknown as Json, csv: undefined });
            }
          }}
          replace={(text) => tryOut({ csv: text, rates: undefined })}
        />
      )}
    </>
  );
  if (csv !== null) {
    const lines = csv.split('\n').filter((line) => line.trim()).length - 1;
    return (
      <Group className="panel" my={8} data-part="import">
        <Text size="sm">{say('{{count}} lines of a CSV take the place of all rates when you save.', { count: lines })}</Text>
        <Button variant="default" onClick={() => put({ csv: undefined, rates: rates as unknown as Json })}>
          {say('Leave the rates as they are')}
        </Button>
      </Group>
    );
  }
  return (
    <div data-part="rates" style={{ margin: '8px 0' }}>
      {!isReadOnly && (
        <RateForm
          key={edited ? keyOf(edited) : 'new'}
          edited={edited}
          onSet={(rate) => keep(withRate(rates, rate, edited && keyOf(edited)))}
          onRemove={() => edited && keep(withoutRate(rates, keyOf(edited)))}
          onCancel={() => setEdited(null)}
        />
      )}
      {faults.length > 0 && <RateFaults faults={faults} />}
      {!isReadOnly && names.size > 0 && <RatesBulk rates={rates} chosen={names} set={keep} />}
      <div style={{ height: 380, display: 'flex', flexDirection: 'column', marginTop: 8 }}>
        <DataTable
          name="Rates"
          columns={columns}
          rows={shown}
          rowKey={keyOf}
          isSortable
          isQuiet
          {...(isReadOnly ? {} : { onOpen: setEdited, chosen: { keys: chosen, choose: setChosen } })}
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
