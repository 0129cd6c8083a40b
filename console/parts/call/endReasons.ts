import type { Say } from '../../language';

/** The switch's own end reasons, as docs/end-reasons.md lists them (a test compares). */
export const ownReasons: Record<number, string> = {
  16: 'NormalCallClearing',
  '-1': 'CallerCancel',
  '-2': 'NoAnswer',
  '-3': 'ResponseTimeout',
  '-4': 'ConnectionTimeout',
  '-5': 'SessionTimeout',
  '-6': 'MediaTimeout',
  '-7': 'MaxDuration',
  '-8': 'CodecMismatch',
  '-9': 'IllegalCall',
  '-10': 'Unregistered',
  '-11': 'AuthenticationFailed',
  '-12': 'AccountNotExist',
  '-13': 'AccountLocked',
  '-14': 'AccountExpired',
  '-15': 'InsufficientBalance',
  '-16': 'RateNotFound',
  '-17': 'NoCallPermission',
  '-18': 'ExceedLineLimit',
  '-19': 'ExceedRateLimit',
  '-20': 'CallerLimit',
  '-21': 'CalleeLimit',
  '-22': 'CallerBlacklisted',
  '-23': 'CalleeBlacklisted',
  '-24': 'CalleeNotOnline',
  '-25': 'ProfitLimit',
  '-26': 'LoopDetected',
  '-27': 'TooManyHops',
  '-28': 'ProtocolLimit',
  '-29': 'ServerHangup',
  '-30': 'ServerInternal',
  '-31': 'Overload',
  '-32': 'NodeCrash',
  '-33': 'NoAck',
  '-34': 'TrunkLocked',
  '-35': 'BadNumber',
  '-36': 'MediaUnavailable',
  '-37': 'MediaPortsUsedUp',
  '-38': 'MediaLost',
  '-40': 'CalleeBusy',
  '-41': 'ForwardLimit',
  '-42': 'ForwardFailed',
  '-43': 'GeofenceDenied',
  '-44': 'MediaAddressRefused',
  '-69': 'NoAvailableRouter',
};

/** What far sides answer, by SIP status (RFC 3261 §21, RFC 3312 §5.1), in people's words. */
export const statusWords: Record<number, { word: string }> = {
  400: { word: 'Bad request' },
  401: { word: 'Not authorized' },
  402: { word: 'Payment required' },
  403: { word: 'Forbidden' },
  404: { word: 'Not found' },
  405: { word: 'Method not allowed' },
  406: { word: 'Not acceptable' },
  407: { word: 'Proxy wants a password' },
  408: { word: 'Request timeout' },
  410: { word: 'Gone' },
  415: { word: 'Unsupported media' },
  420: { word: 'Bad extension' },
  480: { word: 'Temporarily unavailable' },
  481: { word: 'No such call' },
  482: { word: 'Loop' },
  483: { word: 'Too many hops' },
  484: { word: 'Number incomplete' },
  485: { word: 'Ambiguous' },
  486: { word: 'Busy' },
  487: { word: 'Cancelled' },
  488: { word: 'Not acceptable here' },
  491: { word: 'Request pending' },
  500: { word: 'Server error' },
  501: { word: 'Not implemented' },
  502: { word: 'Bad gateway' },
  503: { word: 'Service unavailable' },
  504: { word: 'Server timeout' },
  513: { word: 'Message too large' },
  580: { word: 'Precondition failed' },
  600: { word: 'Busy everywhere' },
  603: { word: 'Declined' },
  604: { word: 'Exists nowhere' },
  606: { word: 'Acceptable nowhere' },
};

/** An end reason as it is read: the switch's own by its name, what a far side said by a word and its code. */
export function endText(code: number, say: Say): string {
  const own = ownReasons[code];
  const status = statusWords[code];
  if (own !== undefined) {
    return own;
  }
  if (status) {
    return `${say(status.word)} (${code})`;
  }
  if (code === 200) {
    return say('answered');
  }
  return code >= 200 ? `SIP ${code}` : code > 0 ? say('Q.850 cause {{code}}', { code }) : String(code);
}

/** The same of a reason that is told by its name alone: Sip486, NoAnswer. */
export function endNameText(name: string, say: Say): string {
  const status = /^Sip(\d{3})$/.exec(name)?.[1];
  return status ? endText(Number(status), say) : name;
}

/** All of them for a field to choose from, each with its number and name. */
export const endReasonChoices: readonly { value: string; label: string; more?: string }[] = [
  ...Object.entries(ownReasons)
    .map(([code, name]) => ({ value: code, label: `${name} (${code})` }))
    .sort((a, b) => Number(b.value) - Number(a.value)),
  ...Object.entries(statusWords).map(([status, { word }]) => ({ value: status, label: word, more: `(${status})` })),
];
