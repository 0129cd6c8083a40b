import { Modal, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useSay } from '../../../language';
import type { PlanObject } from '../fields';
import type { PlanKind } from '../planApi';
import { BulkReview } from './BulkReview';

interface Props {
  kind: PlanKind;
  names: readonly string[];
  were: ReadonlyMap<string, PlanObject>;
  onDone: () => void;
  onClose: () => void;
}

/** Deletes all that are chosen or none: refused while something else refers to one of them. For a minute it can be undone. */
export function BulkDelete({ kind, names, were, onDone, onClose }: Props) {
  const say = useSay();
  const rows = useMemo(() => names.map((name) => ({ name, action: 'remove' as const })), [names]);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('Delete {{count}} together?', { count: names.length })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Text size="sm">{say('The next call does without them; their records and ledgers stay.')}</Text>
      <BulkReview
        kind={kind}
        rows={rows}
        were={were}
        yes={say('Delete all')}
        isRed
        done={(count) => say('{{count}} are deleted.', { count })}
        onDone={onDone}
      />
    </Modal>
  );
}
