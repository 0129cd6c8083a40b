import type { Say } from '../../language';

/** What each of the switch's own end reasons means, for people: its name is VOS3000's, and the same in all languages. */
export const endHints: Record<number, { hint: string }> = {
  16: { hint: 'One side hung up, as calls end.' },
  '-1': { hint: 'The caller gave up before the answer.' },
  '-2': { hint: 'The callee was rung and did not answer in time.' },
  '-3': { hint: 'The far side had begun to answer by SIP, and then took too long.' },
  '-4': { hint: 'The far side gave no SIP answer at all, or could not be reached.' },
  '-5': { hint: 'A side no longer refreshed the session, or the talk reached the longest time without session timers.' },
  '-6': { hint: 'No media came for too long while the call was up.' },
  '-7': { hint: 'The longest allowed talk time was reached, or the credit ended.' },
  '-8': { hint: 'The two sides have no codec in common, or a description can not be read.' },
  '-9': { hint: 'The call came from an address that no trunk or phone has.' },
  '-10': { hint: 'The calling phone is not registered.' },
  '-11': { hint: 'The caller did not prove itself by password.' },
  '-12': { hint: 'The account that would pay does not exist.' },
  '-13': { hint: 'The account that would pay is locked.' },
  '-14': { hint: 'The account that would pay has expired.' },
  '-15': { hint: 'The account has not enough left for the call.' },
  '-16': { hint: "No rate of the customer's table fits the called number, or that rate is locked." },
  '-17': { hint: 'The caller may not call numbers of this class.' },
  '-18': { hint: 'All lines that are allowed at once are in use.' },
  '-19': { hint: 'More calls began in a second than are allowed.' },
  '-20': { hint: "The trunk does not take this caller's number." },
  '-21': { hint: 'The trunk does not take this called number, or its dial rules made an impossible one of it.' },
  '-22': { hint: "The caller's number is on a black list." },
  '-23': { hint: 'The called number is on a black list.' },
  '-24': { hint: 'The called phone is not registered, or does not answer.' },
  '-25': { hint: 'Every route would cost more than the profit limits allow.' },
  '-26': { hint: 'A call of the switch itself came back to it as a new one.' },
  '-27': { hint: 'The call had passed through too many hops (Max-Forwards).' },
  '-28': { hint: 'The request asks by SIP for what the switch does not do.' },
  '-29': { hint: 'The switch ended the call: by hand in the console, or as it stopped.' },
  '-30': { hint: 'Something in the switch itself failed; its log says what.' },
  '-31': { hint: 'The switch had more to do than it could, and took no new calls.' },
  '-32': { hint: 'The switch died while the call was up.' },
  '-33': { hint: 'The caller never confirmed the answer by an ACK.' },
  '-34': { hint: 'The trunk or phone is locked.' },
  '-35': { hint: 'The calling or called number can not be used.' },
  '-36': { hint: 'The media had to go through the switch, and no media node took it.' },
  '-37': { hint: 'The media node has no port left.' },
  '-38': { hint: 'The media node lost the call, or went away.' },
  '-40': { hint: 'The called phone is busy, or not to be disturbed.' },
  '-41': { hint: 'The call would have been forwarded more often than is allowed, or in a circle.' },
  '-42': { hint: 'The phone forwards its calls, and there no route or phone was left.' },
  '-43': { hint: 'The call came from a country or network that the geofence forbids.' },
  '-44': { hint: 'A description wants its media at an address where none may go.' },
  '-69': { hint: 'No egress trunk could take the call.' },
};

/** The meaning of an end reason; empty for what a far side said, which is told in words already. */
export function endHint(code: number, say: Say): string {
  const hint = endHints[code]?.hint;
  return hint ? say(hint) : '';
}
