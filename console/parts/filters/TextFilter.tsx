import { Autocomplete, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useSay } from '../../language';
import { useNameList } from '../plan/useNames';
import { type FilterField, isWellFormed } from './address';

interface Props {
  field: FilterField;
  label: string;
  value: string;
  onChange: (text: string) => void;
  onCommit: (text: string) => void;
  /** What was typed and not applied is taken back. */
  onDrop: () => void;
}

/** A filter that one types: Enter, leaving the field, or choosing a suggestion applies it; Esc takes back what was typed. */
export function TextFilter({ field, value, onChange, onCommit, onDrop, ...common }: Props) {
  const say = useSay();
  const [isHere, setHere] = useState(false);
  // Asked for when somebody begins to type, and not before.
  const names = useNameList(field.suggests ?? '', isHere && field.suggests !== undefined);
  const shared = {
    ...common,
    value,
    error: value !== '' && !isWellFormed(field, value.trim()),
    placeholder: say('any'),
    ...(field.hint ? { description: say(field.hint), inputWrapperOrder } : {}),
    onBlur: () => onCommit(value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') {
        onCommit(value);
      } else if (event.key === 'Escape') {
        onDrop();
      }
    },
  };
  return field.suggests ? (
    <Autocomplete
      {...shared}
      data={[...names]}
      limit={20}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onFocus={() => setHere(true)}
      onChange={onChange}
      onOptionSubmit={onCommit}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

const inputWrapperOrder: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];
