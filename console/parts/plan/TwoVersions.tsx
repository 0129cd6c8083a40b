import './plan.css';
import { Alert, Button, Group, Radio, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '../../language';
import type { Json, PlanObject } from './fields';
import { type Changed, LastChange } from './LastChange';
import { labelOf } from './labels';
import { chosen, type Difference, firstChoices, type Side } from './versions';

interface Props {
  theirs: PlanObject;
  found: readonly Difference[];
  /** Whose their version is. */
  changed: Changed;
  isBusy: boolean;
  onSave: (value: PlanObject) => void;
  /** Gives up mine. Absent: whoever shows this has a way of its own. */
  onDrop?: () => void;
  title?: string;
  mineTitle?: string;
  /** What a field is called, where it is no field of the plan. */
  labels?: Readonly<Record<string, string>>;
}

/** Somebody else saved first: both versions side by side, and for each field the choice. Nothing is saved until it is made. */
export function TwoVersions({ theirs, found, changed, isBusy, onSave, onDrop, title, mineTitle, labels }: Props) {
  const say = useSay();
  const [choices, setChoices] = useState<Record<string, Side>>(() => firstChoices(found));
  const open = found.filter((one) => !choices[one.key]).length;
  return (
    <Alert
      color="yellow"
      icon={<IconUsers size={16} />}
      title={title ?? say('Somebody else has changed it meanwhile')}
      data-part="versions"
    >
      <LastChange {...changed} />
      <Text size="sm">
        {title
          ? say('Nothing is saved. Choose for each field which one holds.')
          : say('Your version is not saved. Choose for each field which one holds.')}
      </Text>
      {found.length === 0 ? (
        <Text size="sm">{say('Both versions say the same: there is nothing left to save.')}</Text>
      ) : (
        <table className="versions">
          <thead>
            <tr>
              <th>{say('Field')}</th>
              <th>{mineTitle ?? say('Yours')}</th>
              <th>{say('Theirs, in force now')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <tr key={one.key} data-field={one.key}>
                <th scope="row">
                  {say(labels?.[one.key] ?? labelOf(one.key))}
                  {one.isBoth && !title && <span className="word-warn"> {say('changed by both')}</span>}
                </th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <Radio
                      name={`version-${one.key}`}
                      label={<span className="mono">{shown(one[side]) || say('left out')}</span>}
                      checked={choices[one.key] === side}
                      onChange={() => setChoices({ ...choices, [one.key]: side })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs" mt="xs">
        <Button loading={isBusy} disabled={open > 0 || found.length === 0} onClick={() => onSave(chosen(theirs, found, choices))}>
          {say('Save what is chosen')}
        </Button>
        {onDrop && (
          <Button variant="default" onClick={onDrop}>
            {say('Take theirs, drop mine')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

const longest = 160;

function shown(value: Json | undefined): string {
  if (value === undefined) {
    return '';
  }
  const text = typeof value === 'string' ? value || '""' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
