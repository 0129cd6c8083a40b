// Takes from a running switch what the console is made from: the OpenAPI document into api/openapi.json, and what it says of its parameters, which no document has, into api/parameters.json; with --check, compares only.
// TANDEM_URL (default http://127.0.0.1:8080) and TANDEM_KEY (default: what ../data/admin.key holds) say which switch.
import { readFileSync, writeFileSync } from 'node:fs';

const base = process.env.TANDEM_URL ?? 'http://127.0.0.1:8080';
const key = process.env.TANDEM_KEY ?? readFileSync(new URL('../../data/admin.key', import.meta.url), 'utf8').trim();

async function told(path) {
  const answer = await fetch(base + path, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) {
    console.error(`${base}${path} answered ${answer.status}; does the switch run, and is the key its own?`);
    process.exit(1);
  }
  return answer.json();
}

const document = await told('/openapi/v1.json');
// Where this switch happens to listen is no part of the description.
delete document.servers;
const { items } = await told('/api/v1/parameters');
const wanted = {
  'openapi.json': document,
  // Not what this switch has them set to.
  'parameters.json': items.map(({ name, range, description }) => ({ name, range, description })),
};
for (const [name, content] of Object.entries(wanted)) {
  const kept = new URL(`../api/${name}`, import.meta.url);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(kept, text);
  } else if (readFileSync(kept, 'utf8') !== text) {
    console.error(`api/${name} is not what the switch says of itself: run 'npm run openapi', and mend what does not compile.`);
    process.exit(1);
  }
}
