import type { FilterField } from '../filters/address';
import type { Tone } from '../StatusWord';
import { endReasonChoices } from './endReasons';

/** Who pays, by the codes of the API. */
export const billingModes: Record<string, { word: string }> = {
  '-9': { word: 'illegal call' },
  '-1': { word: 'free call' },
  '0': { word: 'phone' },
  '1': { word: 'ingress trunk' },
  '2': { word: 'bound number' },
  '3': { word: 'calling card' },
};

export const endDirections: Record<string, { word: string }> = {
  '0': { word: 'caller' },
  '1': { word: 'callee' },
  '2': { word: 'switch' },
};

const choices = (words: Record<string, { word: string }>) =>
  Object.entries(words).map(([value, { word }]) => ({ value, label: word }));

/** Four numbers up to 255, or what an IPv6 address is written with. */
const address = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$|^[0-9a-f.]*:[0-9a-f:.]*$/i;

/** Every filter that the search of records takes. */
export const cdrFilters: readonly FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  { name: 'callingNumber', label: 'Calling number', kind: 'text', hint: 'whole, or its beginning and *' },
  { name: 'calledNumber', label: 'Called number', kind: 'text', hint: 'whole, or its beginning and *' },
  { name: 'account', label: 'Account', kind: 'text', suggests: 'accounts' },
  { name: 'ingressTrunk', label: 'Ingress trunk', kind: 'text', suggests: 'ingress-trunks' },
  { name: 'egressTrunk', label: 'Egress trunk', kind: 'text', suggests: 'egress-trunks' },
  { name: 'sourceIp', label: 'Source address', kind: 'text', pattern: address },
  { name: 'billingMode', label: 'Billing mode', kind: 'choice', choices: choices(billingModes) },
  { name: 'endReason', label: 'End reason', kind: 'choice', choices: endReasonChoices },
  { name: 'endDirection', label: 'Ended by', kind: 'choice', choices: choices(endDirections) },
  {
    name: 'answered',
    label: 'Answered',
    kind: 'choice',
    choices: [
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ],
  },
];

/** Those of who is limited to accounts: carriers are not his to ask for. */
export const customerFilters = cdrFilters.filter((field) => field.name !== 'egressTrunk');

/** How an end looks: as calls end, for want of the callee, as the plan or the switch decided, or illegal. */
export function endTone(cdr: { endReason: number; answeredAt: string | null | undefined }): Tone {
  if (cdr.endReason === 16) {
    return 'good';
  }
  if (cdr.endReason === -9) {
    return 'bad';
  }
  if (cdr.endReason > 0) {
    return 'warn';
  }
  return cdr.endReason === -1 || cdr.endReason === -2 ? 'faint' : 'bad';
}
