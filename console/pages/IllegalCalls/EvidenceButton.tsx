import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { periodOf, useDownload } from './useDownload';

/** Signed evidence of the period that the filters name, or of the last 7 days; of one source, where it is given. The audit trail is in it: who may not see that has no button. */
export function EvidenceButton({ filters, source }: { filters: Filters; source?: string }) {
  const say = useSay();
  const who = useSession();
  const download = useDownload();
  if (!mayOn(who, 'audit', 'view')) {
    return null;
  }
  if (download.isBusy) {
    return (
      <Button variant="default" onClick={download.abort}>
        {say('The evidence is being made, stop')}
      </Button>
    );
  }
  const query = { ...periodOf(filters), ...(source ? { source } : {}) };
  return (
    <Button
      variant="default"
      leftSection={<IconCertificate size={14} />}
      onClick={() => void download.run('/api/v1/illegal-calls/evidence', query, 'evidence.zip', 'application/zip')}
    >
      {say('Evidence')}
    </Button>
  );
}
