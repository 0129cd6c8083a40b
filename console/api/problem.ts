import { problemWords } from '../language/problems';

/** One thing that is wrong: where, and in a file on which line. */
export interface Entry {
  path: string;
  message: string;
  /** As the switch said it, where the message is that in another language. */
  english?: string | undefined;
  line?: number | undefined;
}

/** What the switch says when it can't do as asked: RFC 9457, with one entry for each thing that is wrong. */
export class Problem extends Error {
  readonly status: number;
  readonly entries: readonly Entry[];

  /** What to do next, where that is not what one does about all of this status. */
  readonly advice: string | undefined;

  /** As the switch said it, where the message is that in another language. */
  readonly english: string | undefined;

  constructor(status: number, title: string, entries: readonly Entry[] = [], advice?: string, english?: string) {
    super(title);
    this.advice = advice;
    this.english = english;
    this.name = 'Problem';
    this.status = status;
    this.entries = entries;
  }

  /** The same with these entries, or with another advice. */
  with({ entries = this.entries, advice = this.advice }: { entries?: readonly Entry[]; advice?: string | undefined }): Problem {
    return new Problem(this.status, this.message, entries, advice, this.english);
  }

  /** Nothing answered: the line is down, or the switch is. */
  static readonly Unreachable = 0;
}

const advice: Record<number, { advice: string }> = {
  0: {
    advice: 'What is shown the page asks for again by itself; what you were saving, save again. Nothing typed is lost.',
  },
  400: { advice: 'Mend what is named, and try again.' },
  401: { advice: 'Sign in again.' },
  403: { advice: 'Your role does not allow this. An administrator can give the right under Users and roles.' },
  404: { advice: 'It is not there any more, or not yours to see. Go back to the list.' },
  412: { advice: 'Somebody else changed it meanwhile. Compare both versions, and choose.' },
  422: { advice: 'Mend what is named, and try again.' },
  429: { advice: 'Wait a little, and try again.' },
  503: { advice: 'Wait a little, and try again. Close other windows of the console that you do not need.' },
};

/** Of what is not possible as things are the switch's own sentence says why, and what else there is to do only where it is one of these. */
export const conflicts: readonly { says: RegExp; advice: string }[] = [
  { says: /still in use|^Users or API keys have the /, advice: 'Something else refers to it. Change that first.' },
  { says: /^There is already an? /, advice: 'Something else has its name. Choose another, or change that one.' },
];

const kinds: Record<number, { title: string }> = {
  0: { title: 'No answer' },
  400: { title: 'Something in it can not be taken' },
  401: { title: 'Not signed in' },
  403: { title: 'Not allowed' },
  404: { title: 'Not there' },
  409: { title: 'Not possible as things are' },
  412: { title: 'Changed meanwhile' },
  413: { title: 'Too large' },
  422: { title: 'Something in it can not be taken' },
  429: { title: 'Too much at once' },
  503: { title: 'Busy at the moment' },
};

/** What kind of failure it is, for readers of another language: what the switch says of it itself is English. */
export function kindOf(failure: unknown): string {
  const status = failure instanceof Problem ? failure.status : -1;
  return (kinds[status] ?? { title: 'It failed' }).title;
}

/** What happens next where only something to look at did not come. */
export const askedAgain = { advice: 'It is asked for again by itself.' };

/** What the user can do next about a failure; null when what it says itself is all that is to be said. */
export function adviceOn(failure: unknown): string | null {
  const status = failure instanceof Problem ? failure.status : -1;
  if (failure instanceof Problem && failure.advice) {
    return failure.advice;
  }
  if (failure instanceof Problem && status === 409) {
    return conflicts.find(({ says }) => says.test(failure.english ?? failure.message))?.advice ?? null;
  }
  return (advice[status] ?? { advice: "Try again; if it stays, the switch's log says more under this time." }).advice;
}

/** Reads a failed answer, and says it in the reader's language where there are words for it. Never throws: an answer that is no problem document still has a status. */
export async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as {
      title?: string;
      detail?: string;
      errors?: { path: string; detail: string; line?: number | null }[];
    };
    const told = await problemWords();
    const inWords = (english: string) => {
      const message = told(english);
      return { message, english: message === english ? undefined : english };
    };
    const { message, english } = inWords(body.detail ?? body.title ?? answer.statusText);
    return new Problem(
      answer.status,
      message,
      Array.isArray(body.errors)
        ? body.errors.map(({ path, detail, line }) => ({ path, ...inWords(detail), line: line ?? undefined }))
        : [],
      undefined,
      english,
    );
  } catch {
    return new Problem(answer.status, answer.statusText || `Status ${answer.status}`);
  }
}
