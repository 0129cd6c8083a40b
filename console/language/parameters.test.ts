import { expect, test } from 'vitest';
import parameters from '../api/parameters.json';
import bn from './parameters.bn.json';
import es from './parameters.es.json';
import zh from './parameters.zh.json';

/** What an operator types or looks up: names of parameters and fields, options of the command line, numbers. */
const names = (text: string) =>
  [...new Set(text.match(/\b[A-Z]{2,}_[A-Z_]*[A-Z]|\b[a-z]+[A-Z][a-zA-Z]+|--[a-z]+|\d+(?:\.\d+)?/g))].sort();

const letters = { zh: /[\u4e00-\u9fff]/, es: /[a-z]/, bn: /[\u0980-\u09ff]/ };

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)(
  '%s has words for what every parameter is and may be, and for nothing else',
  (language, words: Record<string, string>) => {
    const descriptions = new Set(parameters.map((parameter) => parameter.description));
    const ranges = new Set(parameters.map((parameter) => parameter.range));
    expect([...descriptions].filter((text) => !words[text]?.trim())).toEqual([]);
    // A range of numbers and values to type is the same in all languages; one that says 'or', or what kind of list it is, is not.
    const spoken = [...ranges].filter((text) => /\b(?:or|list of|name of|a number|up to|reason)\b/.test(text));
    expect(spoken.filter((text) => !words[text]?.trim())).toEqual([]);
    expect(Object.keys(words).filter((text) => !descriptions.has(text) && !ranges.has(text))).toEqual([]);
    for (const [text, said] of Object.entries(words)) {
      expect(names(said), text).toEqual(names(text));
      expect(said, text).toMatch(letters[language]);
    }
  },
);
