/** What stands at the places of a sentence, by their names. */
export type Values = Record<string, string>;

const forms = new Map<string, RegExp>();

/**
 * The values in a text of the switch that is one of its sentences with values at the places of '{{free}} GB are free'; null when it is another sentence. The switch says these texts whole: only so can they be told in
 * another language.
 */
export function valuesIn(sentence: string, text: string): Values | null {
  let form = forms.get(sentence);
  if (!form) {
    const plain = sentence.replace(/[.*+?^$()|[\]\\/]/g, '\\$&');
    const seen = new Set<string>();
    const open = plain.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      // A value that stands there twice is the same both times.
      const again = seen.has(name);
      seen.add(name);
      return again ? `\\k<${name}>` : `(?<${name}>.+?)`;
    });
    form = new RegExp(`^${open}$`, 's');
    forms.set(sentence, form);
  }
  const found = form.exec(text);
  return found && { ...found.groups };
}
