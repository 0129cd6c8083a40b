import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language';
import { keyOf, type Rate, withFieldSet, withPricesBy } from './rates';

interface Props {
  rates: readonly Rate[];
  chosen: ReadonlySet<string>;
  set: (rates: Rate[]) => void;
}

const fields = [
  { key: 'percent', label: 'Price, by per cent' },
  { key: 'price', label: 'Price' },
  { key: 'per', label: 'per, s' },
  { key: 'connect', label: 'Connect' },
  { key: 'area', label: 'Area' },
  { key: 'tax', label: 'Tax, %' },
  { key: 'class', label: 'Class' },
  { key: 'locked', label: 'Locked' },
] as const;

/** One field of all rates that are chosen, or away with them. As all edits of rates it is saved with the table. */
export function RatesBulk({ rates, chosen, set }: Props) {
  const say = useSay();
  const [field, setField] = useState<(typeof fields)[number]['key']>('percent');
  const [value, setValue] = useState('');
  const isWhole =
    field === 'percent'
      ? /^[+-]?\d+(\.\d{1,4})?$/.test(value)
      : field === 'locked'
        ? ['', 'true', 'false'].includes(value)
        : field !== 'price' || value !== '';
  return (
    <Group gap="xs" className="panel" py={4} mt={8} data-part="rates-bulk" align="end">
      <Text size="sm" role="status">
        {say('{{count}} chosen', { count: chosen.size })}
      </Text>
      <Select
        label={say('Field to set')}
        w={150}
        data={fields.map(({ key, label }) => ({ value: key, label: say(label) }))}
        value={field}
        allowDeselect={false}
        onChange={(next) => {
          setField((next ?? 'percent') as typeof field);
          setValue('');
        }}
      />
      {field === 'locked' ? (
        <Select
          label={say('Value')}
          w={100}
          data={[
            { value: 'true', label: say('yes') },
            { value: 'false', label: say('no') },
          ]}
          value={value || null}
          onChange={(next) => setValue(next ?? '')}
        />
      ) : (
        <TextInput
          label={say('Value')}
          w={110}
          placeholder={field === 'percent' ? '+5' : ''}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      <Button
        variant="default"
        disabled={!isWhole}
        onClick={() => set(field === 'percent' ? withPricesBy(rates, chosen, value) : withFieldSet(rates, chosen, field, value))}
      >
        {say('Set in all chosen')}
      </Button>
      <Button variant="default" color="red" onClick={() => set(rates.filter((rate) => !chosen.has(keyOf(rate))))}>
        {say('Take them out')}
      </Button>
    </Group>
  );
}
