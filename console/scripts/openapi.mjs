// Takes the OpenAPI document from a running switch into api/openapi.json; with --check, compares only.
// TANDEM_URL (default http://127.0.0.1:8080) and TANDEM_KEY (default: what ../data/admin.key holds) say which switch.
import { readFileSync, writeFileSync } from 'node:fs';

const kept = new URL('../api/openapi.json', import.meta.url);
const base = process.env.TANDEM_URL ?? 'http://127.0.0.1:8080';
const key = process.env.TANDEM_KEY ?? readFileSync(new URL('../../data/admin.key', import.meta.url), 'utf8').trim();
const answer = await fetch(`${base}/openapi/v1.json`, { headers: { Authorization: `Bearer ${key}` } });
if (!answer.ok) {
  console.error(`${base}/openapi/v1.json answered ${answer.status}; does the switch run, and is the key its own?`);
  process.exit(1);
}

const document = await answer.json();
// Where this switch happens to listen is no part of the description.
delete document.servers;
const text = `${JSON.stringify(document, null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(kept, text);
} else if (readFileSync(kept, 'utf8') !== text) {
  console.error("api/openapi.json is not what the switch says of itself: run 'npm run openapi', and mend what does not compile.");
  process.exit(1);
}
