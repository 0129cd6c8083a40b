import { Switch, TagsInput } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';

export type Fence = {
  allowFrom: string[];
  denyFrom: string[];
  denyUnknown: boolean;
};

/** The part of an edit that is a geofence: none when nothing is allowed or denied by name. */
export const fenceOf = ({ allowFrom, denyFrom, denyUnknown }: Fence): Schemas['GeofenceView'] | null =>
  allowFrom.length + denyFrom.length > 0 ? { allow: allowFrom, deny: denyFrom, denyUnknown } : null;

/** The same, as fields have it. */
export const fenceFields = (fence: Schemas['GeofenceView'] | null | undefined): Fence => ({
  allowFrom: fence?.allow ?? [],
  denyFrom: fence?.deny ?? [],
  denyUnknown: fence?.denyUnknown ?? false,
});

/** From where a user may sign in, or a key opens. */
export function GeofenceFields({ label, value, onChange }: { label: string; value: Fence; onChange: (next: Fence) => void }) {
  const say = useSay();
  return (
    <>
      <TagsInput
        size="xs"
        label={label}
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
