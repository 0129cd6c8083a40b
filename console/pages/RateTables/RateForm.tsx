import '../../parts/filters/filters.css';
import { Button, Group, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSay } from '../../language';
import { fromLocalField, toLocalField } from '../../parts/filters/address';
import { FieldInput } from '../../parts/plan/FieldInput';
import { fieldsOf, type Json, textOf, valueIn } from '../../parts/plan/fields';
import { faultsIn, type Rate } from './rates';

interface Props {
  /** The rate that is edited; null: another one. */
  edited: Rate | null;
  /** It as it is typed. */
  rate: Rate;
  type: (rate: Rate) => void;
  /** It was to be taken: what can't be is named. */
  isTried: boolean;
  onSet: () => void;
  onRemove: () => void;
  onCancel: () => void;
}

const others = (fieldsOf('RateTable').find((field) => field.key === 'rates')?.parts ?? []).filter(({ key }) =>
  ['tax', 'class', 'locked', 'sections'].includes(key),
);

/** One rate. It is put into the table, and saved with it. */
export function RateForm({ edited, rate, type, isTried, onSet, onRemove, onCancel }: Props) {
  const say = useSay();
  const [isMore, more] = useDisclosure(others.some(({ key }) => edited?.[key as keyof Rate] !== undefined));
  const faults = isTried ? faultsIn(rate) : {};
  const field = (key: 'prefix' | 'area' | 'price' | 'per' | 'connect') => ({
    value: String(rate[key] ?? ''),
    error: faults[key] && say(faults[key].word),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => type({ ...rate, [key]: event.currentTarget.value.trimStart() }),
  });
  return (
    // Within the form of the table: Enter sets the rate, and does not save the table.
    <fieldset
      className="filters open"
      style={{ border: 0, padding: 0, margin: 0 }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          onSet();
        }
      }}
    >
      <TextInput label={say('Prefix')} inputMode="numeric" {...field('prefix')} />
      <TextInput label={say('Area')} {...field('area')} />
      <TextInput label={say('Price')} inputMode="decimal" {...field('price')} />
      <TextInput label={say('per, s')} inputMode="numeric" placeholder="60" {...field('per')} />
      <TextInput label={say('Connect')} inputMode="decimal" placeholder="0" {...field('connect')} />
      <TextInput
        label={say('Effective from')}
        type="datetime-local"
        step={1}
        value={toLocalField(rate.effective)}
        onChange={(event) => type({ ...rate, effective: fromLocalField(event.currentTarget.value) })}
      />
      {isMore && (
        <div className="form-grid" style={{ gridColumn: '1 / -1' }}>
          {others.map((one) => (
            <FieldInput
              key={one.key}
              field={one}
              text={textOf(one, rate[one.key as keyof Rate] as Json | undefined)}
              set={(text) => type({ ...rate, [one.key]: valueIn(one, text ?? '') })}
              isNew
              isFixed={false}
            />
          ))}
        </div>
      )}
      <Group gap={6} style={{ gridColumn: '1 / -1' }}>
        <Button variant="subtle" aria-expanded={isMore} onClick={more.toggle}>
          {isMore ? say('Fewer fields') : say('{{count}} more fields', { count: others.length })}
        </Button>
        <Button variant="default" onClick={onSet}>
          {edited ? say('Change the rate') : say('Add the rate')}
        </Button>
        {edited && (
          <>
            <Button variant="default" color="red" onClick={onRemove}>
              {say('Take it out')}
            </Button>
            <Button variant="subtle" onClick={onCancel}>
              {say('Cancel')}
            </Button>
          </>
        )}
      </Group>
    </fieldset>
  );
}
