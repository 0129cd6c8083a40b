import { Button, CloseButton, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../../api/problem';
import { useSay } from '../../../language';
import { Failure } from '../../Failure';
import { SideDrawer } from '../../SideDrawer';
import { FieldInput } from '../FieldInput';
import { fieldsOf, type PlanObject, valueIn } from '../fields';
import { labelOf } from '../labels';
import type { PlanKind } from '../planApi';
import { useNames } from '../useNames';
import { BulkReview } from './BulkReview';
import { type BulkRow, replacing } from './bulkRows';

interface Props {
  kind: PlanKind;
  names: readonly string[];
  were: ReadonlyMap<string, PlanObject>;
  /** Fields that are an object's own. */
  without: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

/** Sets one or more fields of many objects to a value each; what that changes is seen before it is saved. */
export function BulkEdit({ kind, names, were, without, onDone, onClose }: Props) {
  const say = useSay();
  const fields = fieldsOf(kind.type).filter(
    (field) => field.key !== kind.nameKey && !field.isSecret && !without.includes(field.key),
  );
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [rows, setRows] = useState<BulkRow[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const choices = useNames(kind);
  const chosen = fields.filter((field) => texts[field.key] !== undefined);
  const change = (next: Record<string, string>) => {
    setTexts(next);
    setRows(null);
    setFailure(null);
  };
  const look = () => {
    try {
      const value = Object.fromEntries(
        chosen.map((field) => [field.key, replacing(field, valueIn(field, texts[field.key] ?? '') ?? null)]),
      );
      setRows(names.map((name) => ({ name, action: 'change', value })));
    } catch {
      setFailure(new Problem(400, say('A field that holds a mapping is no JSON: mend it, or empty it.')));
    }
  };
  return (
    <SideDrawer opened onClose={onClose} size="xl" title={say('Edit {{count}} together', { count: names.length })}>
      <Text size="sm" className="faint">
        {say('Each field below gets this value in all that are chosen; empty is its default. All others stay.')}
      </Text>
      <Select
        my="xs"
        label={say('Field to set')}
        searchable
        value={null}
        data={fields
          .filter((field) => texts[field.key] === undefined)
          .map((field) => ({ value: field.key, label: say(labelOf(field.key)) }))}
        onChange={(key) => key && change({ ...texts, [key]: '' })}
      />
      {chosen.map((field) => (
        <Group key={field.key} align="start" wrap="nowrap" mb="xs">
          <div style={{ flex: 1 }} className="form-grid">
            <FieldInput
              field={field}
              text={texts[field.key]}
              set={(text) => change({ ...texts, [field.key]: text ?? '' })}
              names={choices[field.key]}
              isNew={false}
              isFixed={false}
            />
          </div>
          <CloseButton
            aria-label={say('Leave {{field}} as it is', { field: say(labelOf(field.key)) })}
            onClick={() => change(Object.fromEntries(Object.entries(texts).filter(([key]) => key !== field.key)))}
          />
        </Group>
      ))}
      {failure !== null && <Failure failure={failure} />}
      {!rows && (
        <Button variant="default" disabled={chosen.length === 0} onClick={look}>
          {say('What would change?')}
        </Button>
      )}
      {rows && (
        <BulkReview
          kind={kind}
          rows={rows}
          were={were}
          yes={say('Save all')}
          done={(count) => say('{{count}} are changed; the next call follows it.', { count })}
          onDone={onDone}
        />
      )}
    </SideDrawer>
  );
}
