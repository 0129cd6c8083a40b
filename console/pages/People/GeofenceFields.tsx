import { Switch, TagsInput } from '@mantine/core';
import { useSay } from '../../language';

export type Fence = {
  allowFrom: string[];
  denyFrom: string[];
  denyUnknown: boolean;
};

/** From where a user may sign in. */
export function GeofenceFields({ value, onChange }: { value: Fence; onChange: (next: Fence) => void }) {
  const say = useSay();
  return (
    <>
      <TagsInput
        size="xs"
        label={say('May sign in from')}
        description={say('Countries (BD), systems (asn:64500), addresses or networks; nothing here: from anywhere.')}
        value={value.allowFrom}
        onChange={(allowFrom) => onChange({ ...value, allowFrom, denyUnknown: value.denyUnknown && allowFrom.length > 0 })}
      />
      {value.allowFrom.length > 0 && (
        <Switch
          label={say('Not from unknown places')}
          checked={value.denyUnknown}
          onChange={(event) => onChange({ ...value, denyUnknown: event.currentTarget.checked })}
        />
      )}
      <TagsInput
        size="xs"
        label={say('Never from')}
        value={value.denyFrom}
        onChange={(denyFrom) => onChange({ ...value, denyFrom })}
      />
    </>
  );
}
