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

/** What far sides answer most: SIP statuses of RFC 3261 §21. */
const statuses = [
  400, 401, 403, 404, 405, 406, 407, 408, 410, 415, 420, 480, 481, 482, 483, 484, 485, 486, 487, 488, 491, 500, 501, 502, 503,
  504, 513, 580, 600, 603, 604, 606,
];

/** All of them for a field to choose from, each with its number and name. */
export const endReasonChoices = [
  ...Object.entries(ownReasons)
    .map(([code, name]) => ({ value: code, label: `${name} (${code})` }))
    .sort((a, b) => Number(b.value) - Number(a.value)),
  ...statuses.map((status) => ({ value: String(status), label: `Sip${status}` })),
];
