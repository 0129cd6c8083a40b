import type { Say } from '../../language';
import { otherLanguage } from '../../language/numbers';
import { valuesIn } from '../../language/values';
import type { Alarm } from './words';

/** What the switch says beside an alarm's value (Server/Alarms/AlarmSigns.cs and MachineSigns.cs; a test compares). */
export const details: readonly { word: string }[] = [
  { word: '{{percent}} % of {{processors}} processors were busy over {{seconds}} s' },
  { word: '{{free}} GB of {{size}} GB can still be given to programs' },
  { word: '{{free}} GB are free for {{place}}' },
  { word: 'the journal holds {{waiting}} call records that the database has not taken yet' },
  { word: "the database can't be read or written" },
  { word: 'the database takes no records; the journal holds them' },
  { word: 'on average over {{seconds}} s' },
  { word: '{{attempts}} since the start' },
  { word: 'the clock was set by {{seconds}} s' },
  { word: 'no answer from {{nodes}}' },
  { word: 'the media process was started anew' },
  { word: '{{calls}} calls at once now' },
  { word: '{{calls}} answered calls' },
  { word: '{{answered}} of {{attempts}} were answered' },
  { word: 'call {{call}}' },
];

/** What is known beside the value, in the reader's language; as it is said where a program outside says it, or there are no words for it. */
export function detailText({ typeName, detail }: Pick<Alarm, 'typeName' | 'detail'>, say: Say): string {
  for (const { word } of otherLanguage() === null || typeName === 'outside' ? [] : details) {
    const values = valuesIn(word, detail);
    if (values) {
      return say(word, values);
    }
  }
  return detail;
}
