// Writes api/schema.d.ts from api/openapi.json; with --check, fails when it would be another.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const source = new URL('../api/openapi.json', import.meta.url);
const target = new URL('../api/schema.d.ts', import.meta.url);

// The switch reads numbers from strings too, and so describes both; it writes numbers only.
const isNumber = (schema) =>
  Array.isArray(schema.type) &&
  schema.type.includes('string') &&
  schema.type.some((type) => type === 'integer' || type === 'number');

const text = astToString(
  await openapi(source, {
    transform(schema) {
      if (!isNumber(schema)) {
        return undefined;
      }
      const number = ts.factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword);
      return schema.type.includes('null')
        ? ts.factory.createUnionTypeNode([number, ts.factory.createLiteralTypeNode(ts.factory.createNull())])
        : number;
    },
  }),
);
const whole = `// Made from openapi.json by 'npm run types'.\n${text}`;
if (!process.argv.includes('--check')) {
  writeFileSync(target, whole);
} else if (readFileSync(target, 'utf8') !== whole) {
  console.error("api/schema.d.ts does not follow from api/openapi.json: run 'npm run types'.");
  process.exit(1);
}
