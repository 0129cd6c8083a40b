import type { Say } from '../language';

interface Advice {
  advice: string;
}

const cpu: Advice = {
  advice:
    'Limit calls a second of trunks and phones, move recording and transcoding to another node, or give the machine more processors.',
};
const memory: Advice = {
  advice: 'Look which program takes it. When it is the switch, let fewer calls be up at once and restart it in a quiet hour.',
};
const disk: Advice = { advice: 'Make room: keep recordings and records for less long, move backups away, or enlarge the disk.' };
const records: Advice = {
  advice: 'The database is slower than calls end: look at its disk. Nothing is lost while the journal has room.',
};
const database: Advice = {
  advice: 'Look at the room on its disk, and at the log. Calls go on, and their records wait in the journal.',
};
const balance: Advice = {
  advice: 'Ask for a payment or raise the credit limit before calls are refused; a carrier’s account, pay.',
};
const network: Advice = { advice: 'Compare with the calls at once: more than they explain is an attack, or another program.' };
const carrier: Advice = {
  advice:
    'Look at the last call records through it and place a test call; lock it, or try it later than others, until the carrier has mended it.',
};
const customer: Advice = { advice: 'Look at the end reasons of its calls: wrong numbers, a dialler, or a carrier that fails.' };
const egressDrop: Advice = { advice: 'Place a test call through it, and ask the carrier.' };
const ingressDrop: Advice = {
  advice: 'Ask the customer whether he can reach the switch, and look under Firewall whether he is banned.',
};
const rise: Advice = {
  advice: 'See under Calls now who calls where: a sudden rise may be fraud. Lines and calls a second can be limited.',
};
const duration: Advice = { advice: 'Look at it under Calls now, and hang it up when nobody talks.' };
const media: Advice = {
  advice: 'Look at the log of the media node. Calls on it have lost their sound; new ones take another node, or go direct.',
};
const illegal: Advice = { advice: 'See under Illegal calls who they are, and ban them.' };
const clock: Advice = { advice: 'Look at the machine’s time service (NTP).' };
const archive: Advice = { advice: 'Look whether the archive’s directory can be written to and has room.' };
const ready: Advice = { advice: 'See in the log why. After a start it may still be recovering calls.' };
const lost: Advice = { advice: 'Look at disk and memory; what is missing is in the carriers’ records.' };
const load: Advice = { advice: 'See who calls so much and limit his calls a second, or give the machine more processors.' };
const recordings: Advice = { advice: 'Make room on their disk, or keep them for less long.' };

/** What to do about an alarm, by its type. What a program outside raises it knows itself. */
const ofTypes: Record<string, Advice> = {
  egress_asr: carrier,
  egress_acd: carrier,
  egress_drop: egressDrop,
  cpu: cpu,
  memory: memory,
  disk: disk,
  records_waiting: records,
  balance: balance,
  packets_in: network,
  rate_in: network,
  packets_out: network,
  rate_out: network,
  ingress_asr: customer,
  ingress_acd: customer,
  ingress_drop: ingressDrop,
  call_duration: duration,
  database: database,
  process_ended: media,
  illegal_calls: illegal,
  clock_offset: clock,
  egress_rise: rise,
  ingress_rise: rise,
  archive: archive,
};

/** What to do about a thing that is watched and not well, by the switch's name for it. */
const ofWatched: Record<string, Advice> = {
  ready,
  disk,
  records,
  database,
  lost,
  clock,
  media,
  load,
  recordings,
};

/** What to do about an alarm; nothing where only who raised it knows. */
export function alarmAdvice(typeName: string, say: Say): string {
  const found = ofTypes[typeName];
  return found ? say(found.advice) : '';
}

/** What to do about what is watched and not well. */
export function watchedAdvice(name: string, say: Say): string {
  const found = ofWatched[name];
  return found ? say(found.advice) : '';
}
