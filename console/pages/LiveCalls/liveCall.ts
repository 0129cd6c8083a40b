import type { Schemas } from '../../api/client';
import { countText, sizeText } from '../../parts/format';

export type LiveCall = Schemas['LiveCallView'];

/** The list after one event: the call is new, changed or gone. */
export function afterEvent(calls: readonly LiveCall[], event: { state: string; call: LiveCall }): LiveCall[] {
  const others = calls.filter((call) => call.id !== event.call.id);
  if (event.state === 'ended') {
    return others;
  }
  const at = calls.findIndex((call) => call.id === event.call.id);
  return at < 0 ? [...calls, event.call] : calls.with(at, event.call);
}

/** The codec of both sides, or of each where they differ. */
export function codecs(call: LiveCall): string {
  return call.callerCodec === call.calleeCodec ? call.callerCodec : `${call.callerCodec || '–'} / ${call.calleeCodec || '–'}`;
}

/** What has come from one side, as of the last sample. */
export function flowText(media: Schemas['LiveMediaView']): string {
  return media.packets === 0 ? '' : `${countText(media.packets)} · ${sizeText(media.octets)}`;
}

/** Who placed a call that no customer has. */
export function placedBy(say: (sentence: string) => string, call: LiveCall): string {
  return call.placedBy === 'test' ? say('test call') : call.placedBy === 'voice' ? say('voice call') : '';
}

/** How long the two have talked: as the switch said, and since the answer from then on. */
export function talkMs(call: LiveCall, now: number): number {
  const answered = call.answeredAt ? Date.parse(call.answeredAt) : Number.NaN;
  return Number.isNaN(answered) ? 0 : Math.max(call.talkMs, now - answered);
}

/** Whether a call has the text in one of the fields that a person would look for. */
export function isFound(call: LiveCall, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    [
      call.callingNumber,
      call.calledNumber,
      call.account,
      call.ingressTrunk,
      call.egressTrunk,
      call.phone,
      call.sourceIp,
      call.callId,
      call.callerAddress,
      call.calleeAddress,
      call.callerUserAgent,
      call.calleeUserAgent,
    ].some((field) => field.toLowerCase().includes(wanted))
  );
}
