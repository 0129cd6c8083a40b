const wholeWords: Record<string, string> = {
  sip: 'SIP',
  rtp: 'RTP',
  sdp: 'SDP',
  dtmf: 'DTMF',
  cps: 'CPS',
  e164: 'E.164',
  dids: 'DIDs',
  id: 'ID',
};

/** A key of the plan as a label: maxCallDuration is Max call duration. */
export function labelOf(key: string): string {
  // E164 and 100 are words too.
  const words = key.match(/[Ee]164|\d+|[A-Z]?[a-z]+|[A-Z]+/g) ?? [key];
  const said = words.map((word) => wholeWords[word.toLowerCase()] ?? word.toLowerCase()).join(' ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** The heading under which a field stands among those that few fill in. */
export function groupOf(key: string): string {
  return groups.find((group) => group.keys.test(key))?.title ?? 'Calls and money';
}

const groups: readonly { title: string; keys: RegExp }[] = [
  { title: 'Forwarding', keys: /forward(?!Type)/i },
  { title: 'Media', keys: /^(rtp|media|dtmf|audio|sipCodec)/ },
  { title: 'Voices', keys: /(Prompts|Voices|NotEnoughAlarm)$|^(language|auxiliary)/ },
  { title: 'Failover and time limits', keys: /^(switch|stop|timeout)|^callFailedSipCode$/ },
  { title: 'SIP', keys: /^(sip|from|register|username|password|authentication|address)/ },
];
