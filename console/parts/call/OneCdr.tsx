import { Loader } from '@mantine/core';
import { ask } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { Failure } from '../Failure';
import { ShareCall } from '../shares/ShareCall';
import { CallView } from './CallView';
import { Captures } from './Captures';
import { useCdr, useExplanation, useLadder, useQuality } from './oneCall';

/** One call of the records, or one that has ended just now and will be. */
export default function OneCdr({ id, isJustOver = false }: { id: string; isJustOver?: boolean }) {
  const who = useSession();
  const cdr = useCdr(id, isJustOver);
  // All at once, unless it may not be stored yet.
  const isThere = !isJustOver || Boolean(cdr.data);
  const explanation = useExplanation(id, isThere);
  const ladder = useLadder(id, isThere);
  const quality = useQuality(id, isThere);
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
