import { Loader } from '@mantine/core';
import { ask } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { CallView } from '../../parts/call/CallView';
import { Captures } from '../../parts/call/Captures';
import { Failure } from '../../parts/Failure';
import { ShareCall } from '../../parts/shares/ShareCall';
import { useCdr, useExplanation, useLadder, useQuality } from './cdrs';

/** One call of the records. */
export default function OneCdr({ id }: { id: string }) {
  const who = useSession();
  const cdr = useCdr(id);
  const explanation = useExplanation(id);
  const ladder = useLadder(id);
  const quality = useQuality(id);
  if (cdr.error) {
    return <Failure failure={cdr.error} retry={() => void cdr.refetch()} />;
  }
  if (!cdr.data) {
    return <Loader size="sm" />;
  }
  return (
    <>
      {mayOn(who, 'shares', 'edit') && <ShareCall id={id} />}
      <CallView
        cdr={cdr.data}
        explanation={explanation}
        ladder={ladder}
        quality={quality}
        hasCharge
        captures={(filters) => (
          <Captures
            id={id}
            filters={filters}
            take={(format) => ask(`/api/v1/cdrs/${encodeURIComponent(id)}/pcap?format=${format}`)}
          />
        )}
      />
    </>
  );
}
