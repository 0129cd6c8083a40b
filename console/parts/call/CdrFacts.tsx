import { Fragment, type ReactNode } from 'react';
import { useSay } from '../../language';
import { placeText, timeText } from '../format';
import { StatusWord } from '../StatusWord';
import type { Cdr } from './cdr';
import { billingModes, endDirections, endTone } from './cdrFields';
import { endHint } from './endReasonHints';
import { endText } from './endReasons';
import { Linked } from './Linked';

/** The facts of a call; what is empty is left out. */
export function CdrFacts({ cdr }: { cdr: Cdr }) {
  const say = useSay();
  const number = (came: string, billed: string, sent: string) =>
    [...new Set([came, billed, sent].filter((text) => text !== ''))].join(' → ');
  const to = (right: string, place: string, name: string) =>
    name && (
      <Linked right={right} href={`${place}/${encodeURIComponent(name)}`}>
        {name}
      </Linked>
    );
  const facts: [string, ReactNode][] = [
    [
      say('End'),
      <Fragment key="end">
        <StatusWord tone={endTone(cdr)}>
          {cdr.endReason > 0 && cdr.endReason !== 16 ? endText(cdr.endReason, say) : `${cdr.endReasonName} (${cdr.endReason})`}
        </StatusWord>{' '}
        <span className="faint">{endHint(cdr.endReason, say)}</span>
      </Fragment>,
    ],
    [say('Ended by'), say(endDirections[String(cdr.endDirection)]?.word ?? '')],
    [say('SIP status'), `${cdr.sipStatus ?? ''} · Q.850 ${cdr.q850Cause ?? ''}`],
    [say('Began'), timeText(cdr.startedAt)],
    [say('Calling number'), number(cdr.callingNumberIn, cdr.callingNumber, cdr.callingNumberOut)],
    [say('Called number'), number(cdr.calledNumberIn, cdr.calledNumber, cdr.calledNumberOut)],
    [say('Account'), to('accounts', '/accounts', cdr.account)],
    [say('Billing mode'), say(billingModes[String(cdr.billingMode)]?.word ?? String(cdr.billingMode))],
    [say('Ingress trunk'), to('trunks', '/trunks/ingress', cdr.ingressTrunk)],
    [say('Phone'), to('phones', '/phones', cdr.phone)],
    [say('Source'), [cdr.sourceIp && `${cdr.sourceIp}:${cdr.sourcePort}`, placeText(cdr)].filter(Boolean).join(' · ')],
    [say('Egress trunk'), to('trunks', '/trunks/egress', cdr.egressTrunk)],
    [say('Destination'), cdr.destinationIp],
    [say('Tried'), cdr.tried.map((tried) => `${tried.name}: ${endText(tried.answer, say)}, ${tried.ms} ms`).join('; ')],
    [say('User agents'), [cdr.callerUserAgent, cdr.calleeUserAgent].filter(Boolean).join(' → ')],
    [say('Codecs'), [cdr.callerCodec, cdr.calleeCodec].filter(Boolean).join(' / ')],
    [
      say('Media'),
      cdr.mediaMode === 'on'
        ? cdr.mediaNode && cdr.mediaNode !== 'local'
          ? say('through {{node}}', { node: cdr.mediaNode })
          : say('through the switch')
        : say('from end to end'),
    ],
    [say('Recording'), cdr.recording ? to('recordings', '/recordings', cdr.recording) : ''],
    [
      'Call-IDs',
      <span key="ids" className="mono">
        {[cdr.callId, ...cdr.callIds].join(' ')}
      </span>,
    ],
    [say('Record'), `${cdr.id} · ${cdr.node} · ${say('plan')} ${cdr.planRevision}`],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
