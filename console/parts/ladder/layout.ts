import type { Schemas } from '../../api/client';

export type LadderMessage = Schemas['LadderMessageView'];

/** One vertical line: a party, or the switch. */
export interface Lane {
  /** What it is: the trunk, phone or address; empty for the switch. */
  name: string;
  /** Where it was: its first address. */
  address: string;
  /** Null: the switch. */
  leg: number | null;
}

export type MessageKind = 'request' | 'provisional' | 'success' | 'failure';

/** One arrow. */
export interface Arrow {
  /** Its place among the messages. */
  index: number;
  from: number;
  to: number;
  label: string;
  /** Since the first message. */
  ms: number;
  kind: MessageKind;
  hasBody: boolean;
  /** The same bytes went the same way before. */
  isRepeat: boolean;
}

/** The whole drawing, in lanes and rows; pixels are the drawer's. */
export interface LadderLayout {
  lanes: Lane[];
  arrows: Arrow[];
}

/** Lays the messages of a call out: the caller to the left, the switch, then each attempt in its order. */
export function layOut(messages: readonly LadderMessage[]): LadderLayout {
  const lanes: Lane[] = [{ name: '', address: '', leg: null }];
  const legs = [...new Set(messages.map((message) => message.leg))].sort((a, b) => a - b);
  for (const leg of legs) {
    const first = messages.find((message) => message.leg === leg);
    const lane = { name: first?.peer ?? '', address: first?.remote ?? '', leg };
    if (leg === 0) {
      lanes.unshift(lane);
    } else {
      lanes.push(lane);
    }
  }
  const own = lanes.findIndex((lane) => lane.leg === null);
  const began = messages[0] ? Date.parse(messages[0].at) : 0;
  const before = new Set<string>();
  const arrows = messages.map((message, index): Arrow => {
    const peer = lanes.findIndex((lane) => lane.leg === message.leg);
    const isSent = message.direction === 'sent';
    const same = `${message.leg} ${message.direction} ${message.message}`;
    const isRepeat = before.has(same);
    before.add(same);
    return {
      index,
      from: isSent ? own : peer,
      to: isSent ? peer : own,
      label: labelOf(message),
      ms: Date.parse(message.at) - began,
      kind: kindOf(message.startLine),
      hasBody: hasBody(message.message),
      isRepeat,
    };
  });
  return { lanes, arrows };
}

/** INVITE, 180 Ringing, 200 OK (BYE): what stands on an arrow. */
export function labelOf(message: Pick<LadderMessage, 'startLine' | 'message'>): string {
  const status = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(message.startLine);
  if (!status) {
    return message.startLine.split(' ', 1)[0] ?? '';
  }
  const method = /^cseq[ \t]*:[ \t]*\d+[ \t]+(\S+)/im.exec(message.message)?.[1] ?? '';
  return `${status[1]} ${status[2]}`.trim() + (method && method !== 'INVITE' ? ` (${method})` : '');
}

export function kindOf(startLine: string): MessageKind {
  const status = /^SIP\/2\.0 (\d)/.exec(startLine)?.[1];
  return status === undefined ? 'request' : status === '1' ? 'provisional' : status === '2' ? 'success' : 'failure';
}

function hasBody(message: string): boolean {
  const end = message.search(/\r?\n\r?\n/);
  return end >= 0 && message.slice(end).trim().length > 0;
}

/** One line of a message as it is shown. */
export interface ShownLine {
  text: string;
  /** The switch wrote it otherwise than it came; was is what came, null when nothing did. */
  change: { was: string | null } | null;
}

type Change = Schemas['MessageChange'];

/** The lines of a message, with those marked that the switch changed, and those named that it left out. */
export function shownLines(
  message: string,
  changes: readonly Change[] | null | undefined,
): { lines: ShownLine[]; removed: Change[] } {
  const became = (changes ?? []).filter((change) => change.became !== null && change.became !== undefined);
  const removed = (changes ?? []).filter((change) => change.became === null || change.became === undefined);
  const texts = message.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  const end = texts.indexOf('');
  const lines = texts.map((text, index): ShownLine => {
    const isBody = end >= 0 && index > end;
    const at = became.findIndex((change) => isOf(change, text, index === 0 ? 'start' : isBody ? 'body' : 'header'));
    const change = at < 0 ? undefined : became.splice(at, 1)[0];
    return { text, change: change ? { was: wasOf(change) } : null };
  });
  return { lines, removed };
}

/** What had come, written as a line of a message: changes of headers have their values only. */
export function wasOf(change: Change): string | null {
  const isLine = change.part === 'start line' || change.part.startsWith('body');
  return change.was === null || change.was === undefined ? null : isLine ? change.was : `${change.part}: ${change.was}`;
}

function isOf(change: Change, text: string, place: 'start' | 'header' | 'body'): boolean {
  if (place === 'start') {
    return change.part === 'start line' && change.became === text;
  }
  if (place === 'body') {
    return change.part.startsWith('body') && (change.became === text || change.became === text.slice(2));
  }
  const [, name = '', value = ''] = /^([^:\s]+)[ \t]*:[ \t]*(.*)$/.exec(text) ?? [];
  // The short names of RFC 3261 §7.3.3 stand for the long ones.
  return (
    !change.part.startsWith('body') &&
    change.became === value &&
    (name.length === 1 || name.toLowerCase() === change.part.toLowerCase())
  );
}
