import { Anchor, Button, Text, Title } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { api, got } from '../../api/client';
import { Problem } from '../../api/problem';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { lengthText, placeText, timeText } from '../../parts/format';
import { LadderView } from '../../parts/ladder/LadderView';
import { QualityChart } from '../../parts/QualityChart';
import { SideDrawer } from '../../parts/SideDrawer';
import { codecs, flowText, type LiveCall } from './liveCall';

const OneCdr = lazy(() => import('../../parts/call/OneCdr'));

/** One call while it runs, with its media as it is now; when it has ended, the way to its record. */
export function LiveCallDrawer({
  id,
  onClose,
  onHangUp,
}: {
  id: string | null;
  onClose: () => void;
  /** Ends the call; absent when the user may not. */
  onHangUp?: ((call: LiveCall) => void) | undefined;
}) {
  const say = useSay();
  const who = useSession();
  const call = useQuery({
    queryKey: ['call', id],
    enabled: id !== null,
    refetchInterval: (query) => (query.state.error ? false : 1000),
    queryFn: () => got(api.GET('/api/v1/calls/{id}', { params: { path: { id: id ?? '' } } })),
  });
  const ladder = useQuery({
    queryKey: ['call', id, 'ladder'],
    enabled: id !== null && !call.error,
    refetchInterval: (query) => (query.state.error ? false : 1000),
    queryFn: () => got(api.GET('/api/v1/calls/{id}/ladder', { params: { path: { id: id ?? '' } } })),
  });
  const isOver = call.error instanceof Problem && call.error.status === 404;
  const hasRecord = isOver && mayOn(who, 'cdrs');
  const detail = hasRecord ? undefined : call.data;
  return (
    <SideDrawer opened={id !== null} onClose={onClose} size="min(1100px, 100vw)" title={say('A call in progress')}>
      {isOver && (
        <Text size="sm" mb="sm">
          {say('This call has ended.')}{' '}
          {hasRecord && (
            <Anchor component={Link} href={`~/cdrs/${id}`}>
              {say('Open its record: ladder, charge and explanation')}
            </Anchor>
          )}
        </Text>
      )}
      {hasRecord && id && (
        <Suspense>
          <OneCdr id={id} isJustOver />
        </Suspense>
      )}
      {call.error && !isOver && <Failure failure={call.error} />}
      {detail && (
        <>
          <dl className="facts">
            <dt>{say('State')}</dt>
            <dd>{isOver ? say('ended') : say(detail.call.state)}</dd>
            <dt>{say('Calling number')}</dt>
            <dd>{detail.call.callingNumber}</dd>
            <dt>{say('Called number')}</dt>
            <dd>{detail.call.calledNumber}</dd>
            <dt>{say('Way')}</dt>
            <dd>
              {detail.call.ingressTrunk || detail.call.phone || detail.call.sourceIp} → {detail.call.egressTrunk || '…'}
            </dd>
            {placeText(detail.call) && (
              <>
                <dt>{say('Place of the caller')}</dt>
                <dd>{placeText(detail.call)}</dd>
              </>
            )}
            <dt>{say('Began')}</dt>
            <dd>{timeText(detail.call.startedAt)}</dd>
            <dt>{say('Talk')}</dt>
            <dd>{lengthText(detail.call.talkMs)}</dd>
            <dt>{say('Media')}</dt>
            <dd>
              {detail.mediaMode !== 'on'
                ? say('from end to end')
                : detail.mediaNode === '' || detail.mediaNode === 'local'
                  ? say('through the switch')
                  : say('through {{node}}', { node: detail.mediaNode })}
            </dd>
            <dt>{say('Codecs')}</dt>
            <dd>{codecs(detail.call) || '–'}</dd>
            <Sides title={say('SIP')} caller={detail.call.callerAddress} callee={detail.call.calleeAddress} />
            <Sides title={say('Our SIP')} caller={detail.call.callerLocalAddress} callee={detail.call.calleeLocalAddress} />
            <Sides title={say('RTP')} caller={detail.call.callerMediaAddress} callee={detail.call.calleeMediaAddress} />
            <Sides title={say('Devices')} caller={detail.call.callerUserAgent} callee={detail.call.calleeUserAgent} />
            <Sides
              title={say('Codecs offered')}
              caller={detail.call.callerMedia.codecs}
              callee={detail.call.calleeMedia.codecs}
            />
            <Sides
              title={say('DTMF in')}
              caller={detail.call.callerMedia.dtmfReceived}
              callee={detail.call.calleeMedia.dtmfReceived}
            />
            <Sides title={say('DTMF out')} caller={detail.call.callerMedia.dtmfSent} callee={detail.call.calleeMedia.dtmfSent} />
            <Sides
              title={say('Encryption')}
              caller={detail.call.callerMedia.encryption}
              callee={detail.call.calleeMedia.encryption}
            />
            <Sides
              title={say('RTP came')}
              caller={flowText(detail.call.callerMedia)}
              callee={flowText(detail.call.calleeMedia)}
            />
            <dt>Call-ID</dt>
            <dd className="mono">{detail.call.callId}</dd>
          </dl>
          {onHangUp && !isOver && (
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              mb="sm"
              leftSection={<IconPhoneOff size={14} />}
              onClick={() => onHangUp(detail.call)}
            >
              {say('End the call')}
            </Button>
          )}
          <QualityChart quality={detail.quality} />
        </>
      )}
      {!hasRecord && ladder.data && ladder.data.items.length > 0 && (
        <section data-part="ladder">
          <Title order={2} my="xs">
            {isOver ? say('SIP ladder, as far as it was seen') : say('SIP ladder, as it grows')}
          </Title>
          <LadderView key={id} messages={ladder.data.items} />
        </section>
      )}
    </SideDrawer>
  );
}

/** What the switch knows of both sides; nothing while it knows of neither. */
function Sides({ title, caller, callee }: { title: string; caller: string; callee: string }) {
  return caller || callee ? (
    <>
      <dt>{title}</dt>
      <dd>
        {caller || '–'} → {callee || '–'}
      </dd>
    </>
  ) : null;
}
