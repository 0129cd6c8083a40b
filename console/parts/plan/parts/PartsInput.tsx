import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useHelp, useSay } from '../../../language';
import type { Field, PlanObject } from '../fields';
import { labelOf } from '../labels';
import { PartInput } from './PartInput';
import { partOf, partsOf, partText } from './partText';

interface Props {
  field: Field;
  text: string;
  set: (text: string) => void;
  error?: string | undefined;
  isFixed: boolean;
}

interface Row {
  /** Its own for as long as it is shown: what is typed stays with its row when another moves. */
  id: number;
  value: PlanObject;
}

let lastId = 0;
const rowOf = (value: PlanObject): Row => ({ id: ++lastId, value });

/** A list of parts in their order: the forwardings by time, of which the first that holds counts. */
export function PartsInput({ field, text, set, error, isFixed }: Props) {
  const say = useSay();
  const help = useHelp();
  const [typed, setTyped] = useState(() => ({ rows: partsOf(text).map(rowOf), text }));
  if (typed.text !== text) {
    setTyped({ rows: partsOf(text).map(rowOf), text });
  }
  const { rows } = typed;
  const put = (next: Row[]) => {
    const whole = partText(next.map((row) => row.value));
    setTyped({ rows: next, text: whole });
    set(whole);
  };
  return (
    <fieldset className="part" data-field={field.key} disabled={isFixed}>
      <legend>{say(labelOf(field.key))}</legend>
      <div className="faint part-help">{help(field.description)}</div>
      {rows.map((row, at) => (
        <div key={row.id} className="part-row">
          <PartInput
            field={{ ...field, isMany: false }}
            label={String(at + 1)}
            text={partText(row.value)}
            set={(one) => put(rows.map((other) => (other.id === row.id ? { ...row, value: partOf(one) } : other)))}
            isFixed={isFixed}
          />
          {!isFixed && (
            <Group gap={4}>
              <ActionIcon
                aria-label={say('Move {{number}} up', { number: at + 1 })}
                disabled={at === 0}
                onClick={() => put([...rows.slice(0, at - 1), row, ...rows.slice(at - 1, at), ...rows.slice(at + 1)])}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                color="red"
                aria-label={say('Take {{number}} out', { number: at + 1 })}
                onClick={() => put(rows.filter((other) => other.id !== row.id))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          )}
        </div>
      ))}
      {!isFixed && (
        <Button variant="default" onClick={() => put([...rows, rowOf({})])}>
          {say('Add one')}
        </Button>
      )}
      {error && <div className="part-error">{error}</div>}
    </fieldset>
  );
}
