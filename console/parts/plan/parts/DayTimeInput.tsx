import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../fields';
import { dayTimeText, secondOfDay } from './dayTime';

interface Props extends TextInputProps {
  /** The second of the day. */
  text: string;
  set: (text: string) => void;
  fallback: Json | undefined;
}

/** A second of the day, typed as a time. */
export function DayTimeInput({ text, set, fallback, ...common }: Props) {
  const [typed, setTyped] = useState(dayTimeText(text));
  return (
    <TextInput
      {...common}
      placeholder={dayTimeText(String(fallback ?? ''))}
      autoComplete="off"
      value={secondOfDay(typed) === text ? typed : dayTimeText(text)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        set(secondOfDay(event.currentTarget.value));
      }}
    />
  );
}
