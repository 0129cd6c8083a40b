import type { FilterField } from '../../parts/filters/address';

/** Why a message belongs to no call, by the API's word; the English words are said by the page. */
export const strayReasons = [
  { reason: 'illegalCall', word: 'call of a stranger' },
  { reason: 'asked', word: 'call that was asked for a password' },
  { reason: 'wrongPassword', word: 'wrong password' },
  { reason: 'unknownPhone', word: 'REGISTER of no phone' },
  { reason: 'malformed', word: 'broken message' },
  { reason: 'notSip', word: 'no SIP' },
  { reason: 'options', word: 'OPTIONS outside a call' },
  { reason: 'methodNotTaken', word: 'method that is not taken' },
  { reason: 'unknownDialog', word: 'for a call that is not there' },
  { reason: 'unmatchedResponse', word: 'response to nothing' },
  { reason: 'misdirectedResponse', word: 'response for another' },
  { reason: 'refused', word: 'refused before there was a call' },
  { reason: 'overload', word: 'turned away for want of time' },
] as const;

/** The English words of a reason. */
export const strayWordOf = (reason: string) => strayReasons.find((one) => one.reason === reason)?.word ?? reason;

/** A fault as words: cSeqMethodMismatch is c seq method mismatch, as the metrics name it. */
export const detailOf = (detail: string) => detail.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

export const fields: readonly FilterField[] = [
  { name: 'source', label: 'Source address', kind: 'text', pattern: /^[0-9a-fA-F:.[\]/]+$/ },
  { name: 'since', label: 'Since', kind: 'time' },
  {
    name: 'reason',
    label: 'Reason',
    kind: 'choice',
    choices: strayReasons.map(({ reason, word }) => ({ value: reason, label: word })),
  },
];
