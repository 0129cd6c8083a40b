import './filters.css';
import { Button, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useSay } from '../../language';
import { StatusWord } from '../StatusWord';
import {
  type FilterField,
  type Filters,
  filtersIn,
  fromLocalField,
  isWellFormed,
  refusedIn,
  toLocalField,
  withFilters,
} from './address';
import { SavedFilters } from './SavedFilters';
import { TextFilter } from './TextFilter';

/** The filters of the address, and how to change them. */
export function useFilters(fields: readonly FilterField[]): [Filters, (next: Filters) => void] {
  const [search, setSearch] = useSearchParams();
  return [filtersIn(search, fields), (next) => setSearch((before) => withFilters(before, fields, next))];
}

/** A field for each filter; Enter or leaving the field applies. The address holds them, so a link or a bookmark brings them back. */
export function FilterBar({ name, fields }: { name: string; fields: readonly FilterField[] }) {
  const say = useSay();
  const [filters, apply] = useFilters(fields);
  const [search] = useSearchParams();
  const refused = refusedIn(search, fields);
  const [draft, setDraft] = useState(filters);
  const [isOpen, open] = useDisclosure(false);
  const key = JSON.stringify(filters);
  const count = Object.keys(filters).length;
  useEffect(() => setDraft(JSON.parse(key) as Filters), [key]);
  const commit = (next: Filters) => {
    setDraft(next);
    if (fields.every((field) => !next[field.name] || isWellFormed(field, next[field.name] ?? ''))) {
      apply(next);
    }
  };

  return (
    <search className={isOpen ? 'filters open' : 'filters'}>
      <Button
        variant="default"
        hiddenFrom="sm"
        leftSection={<IconFilter size={14} />}
        aria-expanded={isOpen}
        onClick={open.toggle}
      >
        {count > 0 ? say('Filters: {{count}}', { count }) : say('Filters')}
      </Button>
      {fields.map((field, index) => {
        const value = draft[field.name] ?? '';
        const set = (text: string) => ({ ...draft, [field.name]: text });
        const common = { label: say(field.label), ...(index === 0 ? { 'data-search': true } : {}) };
        if (field.kind === 'choice') {
          return (
            <Select
              key={field.name}
              {...common}
              data={(field.choices ?? []).map((choice) => ({
                value: choice.value,
                label: `${say(choice.label)}${choice.more ? ` ${choice.more}` : ''}`,
              }))}
              value={value || null}
              clearable
              searchable={(field.choices?.length ?? 0) > 6}
              placeholder={say(field.none ?? 'any')}
              comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
              onChange={(choice) => commit(set(choice ?? ''))}
            />
          );
        }
        if (field.kind === 'time') {
          return (
            <TextInput
              key={field.name}
              {...common}
              type="datetime-local"
              step={1}
              title={say('As your browser writes times, in your own time zone')}
              value={toLocalField(value)}
              onChange={(event) => commit(set(fromLocalField(event.currentTarget.value)))}
            />
          );
        }
        return (
          <TextFilter
            key={field.name}
            field={field}
            {...common}
            value={value}
            onChange={(text) => setDraft(set(text))}
            onCommit={(text) => commit(set(text))}
            onDrop={() => setDraft({ ...draft, [field.name]: filters[field.name] ?? '' })}
          />
        );
      })}
      <div className="filters-end">
        <SavedFilters name={name} filters={filters} apply={commit} />
        <Button variant="default" disabled={count === 0 && refused.length === 0} onClick={() => commit({})}>
          {say('Clear')}
        </Button>
      </div>
      {refused.length > 0 && (
        <div role="alert" className="filters-refused">
          <StatusWord tone="bad">
            {say('This can not be asked for; change it, or clear it: {{what}}', {
              what: refused.map(({ field, value }) => `${say(field.label)} ${value}`).join('; '),
            })}
          </StatusWord>
        </div>
      )}
    </search>
  );
}
