import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import bn from './nat.bn.json';
import es from './nat.es.json';
import zh from './nat.zh.json';
import { textIn } from './texts';

const sources = new URL('../../src/', import.meta.url);
const folders = ['Tandem.Calls/Nat/', 'Tandem.Calls/Nat/Probes/', 'Tandem.Server/NatCheck/'];
const code = folders
  .flatMap((folder) =>
    readdirSync(new URL(folder, sources))
      .filter((name) => name.endsWith('.cs'))
      .map((name) => readFileSync(new URL(folder + name, sources), 'utf8')),
  )
  .join('\n');

interface Router {
  name: string;
  cures: Record<string, { where: string; steps: string[] }>;
}
const knowledge = readFileSync(new URL('Tandem.Calls/Nat/nat-knowledge.json', sources), 'utf8').replace(/^\s*\/\/.*$/gm, '');
const { routers } = JSON.parse(knowledge) as { routers: Router[] };
const places = (text: string) => text.replace(/\{(\w+)\}/g, '{{$1}}');
const cures = routers.flatMap((router) => Object.values(router.cures));
const steps = cures.flatMap((cure) => cure.steps).map(places);
const wheres = cures.map((cure) => cure.where).map(places);

/** What is typed, and where a router's own page is: the same in all languages. */
const isCommand = (step: string) => /^(?:ASA|IOS|EdgeRouter): |^[a-z/]/.test(step);
const isMenu = (where: string) => where.includes(' > ');

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)('%s has words for the cures and for what they rest on, and for nothing else', (_, words: Record<string, string>) => {
  expect(routers.length).toBeGreaterThan(5);
  expect(steps.filter((step) => !isCommand(step) && !words[step])).toEqual([]);
  expect(wheres.filter((where) => !isMenu(where) && !words[where])).toEqual([]);
  const labels = [...code.matchAll(/(?:new|And)\("([A-Za-z][a-z]+ [^"]+)", /g)].map((found) => found[1] ?? '');
  expect(labels.length).toBeGreaterThan(12);
  expect(labels.filter((label) => !words[label])).toEqual([]);

  const known = new Set([...steps, ...wheres, ...routers.map((router) => router.name)]);
  const isInCode = (text: string) =>
    text.split(/\{\{\w+\}\}/).every((part) =>
      code.includes(
        part
          .trim()
          .replace(/^SIP ALG rewrites (the.*)/, '$1')
          .replace(/:$/, ''),
      ),
    );
  expect(Object.keys(words).filter((text) => !known.has(text) && !isInCode(text))).toEqual([]);

  const named = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const [text, said] of Object.entries(words)) {
    expect(said.trim(), text).not.toBe('');
    expect(named(said), text).toEqual(named(text));
  }
});

test('the values of a text stand in its translation, and have their own words', () => {
  const told = (text: string) => textIn(zh, text);
  expect(told('Register 1001 again')).toBe('重新注册 1001');
  expect(told('Register the phone again')).toBe('重新注册 话机');
  expect(told('SIP ALG rewrites Contact from 10.0.0.2:5060 to 192.0.2.1:1024: breaking')).toBe(
    'SIP ALG 将 Contact 从 10.0.0.2:5060 改写为 192.0.2.1:1024：造成故障',
  );
  expect(told('SIP ALG rewrites our Via: harmless')).toBe('SIP ALG 改写 我方的 Via：无害');
  expect(told('SIP ALG rewrites the answers on their way to the agent: breaking')).toBe(
    'SIP ALG 改写发往终端途中的应答：造成故障',
  );
  expect(told('Permit UDP from 192.0.2.9 to 10.0.0.2, and from 10.0.0.2 to 192.0.2.9 ports 10000-49999')).toBe(
    '允许 UDP 从 192.0.2.9 到 10.0.0.2，以及从 10.0.0.2 到 192.0.2.9 端口 10000-49999',
  );
  expect(told('no inspect sip')).toBe('no inspect sip');
  const endless = `Permit UDP from ${' to , and from '.repeat(5000)}`;
  expect(told(endless)).toBe(endless);
  expect(told('$& {{x}}')).toBe('$& {{x}}');
});
