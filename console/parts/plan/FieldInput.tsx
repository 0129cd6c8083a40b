import { Autocomplete, Checkbox, Group, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useHelp, useSay } from '../../language';
import { fromLocalField, toLocalField } from '../filters/address';
import type { Field } from './fields';
import { labelOf } from './labels';
import { DaysInput } from './parts/DaysInput';
import { DayTimeInput } from './parts/DayTimeInput';
import { PartInput } from './parts/PartInput';
import { PartsInput } from './parts/PartsInput';

interface Props {
  field: Field;
  /** Undefined for a secret that stays as it is. */
  text: string | undefined;
  set: (text: string | undefined) => void;
  error?: string | undefined;
  /** What there is to choose from, where the field names another object. */
  names?: readonly string[] | undefined;
  /** Nothing is there yet that a secret could be kept of. */
  isNew: boolean;
  isFixed: boolean;
  label?: string | undefined;
}

/** One field of a plan object, with what the API says of it as its help. */
export function FieldInput({ field, text, set, error, names, isNew, isFixed, label }: Props) {
  const say = useSay();
  const help = useHelp();
  const common = {
    label: say(label ?? labelOf(field.key)),
    description: help(field.description),
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
    error,
    required: field.isRequired,
    disabled: isFixed,
    'data-field': field.key,
  };
  const fallback = Array.isArray(field.fallback) || field.fallback === '' ? undefined : field.fallback;
  const placeholder = fallback === undefined || fallback === null ? '' : String(fallback);
  if (field.key === 'weekOfDay') {
    return <DaysInput label={common.label} text={text ?? ''} set={set} isFixed={isFixed} />;
  }
  if (field.key.endsWith('SecondInDay')) {
    const label = field.key.startsWith('begin') ? say('From, time of day') : say('Until, time of day');
    return <DayTimeInput {...common} label={label} description="" text={text ?? ''} set={set} fallback={fallback} />;
  }
  if (field.isSecret) {
    return <SecretInput common={common} text={text} set={set} isNew={isNew} />;
  }
  switch (field.form) {
    case 'truth':
    case 'choice':
      return (
        <Select
          {...common}
          data={
            field.form === 'truth'
              ? [
                  { value: 'true', label: say('yes') },
                  { value: 'false', label: say('no') },
                ]
              : [...field.choices]
          }
          value={text || null}
          placeholder={
            fallback === true ? say('yes') : fallback === false ? say('no') : placeholder || say('as the system has it')
          }
          clearable
          onChange={(choice) => set(choice ?? '')}
        />
      );
    case 'time':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          step={1}
          value={toLocalField(text)}
          onChange={(event) => set(fromLocalField(event.currentTarget.value))}
        />
      );
    case 'part':
      return field.isMany ? (
        <PartsInput field={field} text={text ?? ''} set={set} error={error} isFixed={isFixed} />
      ) : (
        <PartInput field={field} text={text ?? ''} set={set} error={error} isFixed={isFixed} />
      );
    default:
      return names ? (
        <Autocomplete {...common} data={[...names]} value={text ?? ''} placeholder={placeholder} onChange={set} />
      ) : (
        <TextInput
          {...common}
          inputMode={field.form === 'whole' || field.form === 'decimal' ? 'decimal' : undefined}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          value={text ?? ''}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
  }
}

/** A secret is never shown: it stays as it is, becomes another, or is removed. */
function SecretInput({
  common,
  text,
  set,
  isNew,
}: {
  common: Omit<React.ComponentProps<typeof PasswordInput>, 'value'>;
  text: string | undefined;
  set: (text: string | undefined) => void;
  isNew: boolean;
}) {
  const say = useSay();
  const [isRemoved, setRemoved] = useState(false);
  return (
    <div>
      <PasswordInput
        {...common}
        autoComplete="new-password"
        disabled={isRemoved || common.disabled === true}
        placeholder={isNew ? '' : isRemoved ? say('removed when you save') : say('stays as it is')}
        value={text ?? ''}
        onChange={(event) => set(event.currentTarget.value || undefined)}
        visibilityToggleButtonProps={{ 'aria-label': say('Show it') }}
      />
      {!isNew && common.disabled !== true && (
        <Group mt={4}>
          <Checkbox
            size="xs"
            label={say('Remove it')}
            checked={isRemoved}
            onChange={(event) => {
              setRemoved(event.currentTarget.checked);
              set(event.currentTarget.checked ? '' : undefined);
            }}
          />
        </Group>
      )}
    </div>
  );
}
