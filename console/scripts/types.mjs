// Writes api/schema.d.ts and api/planTypes.json from api/openapi.json; with --check, fails when they would be others.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const source = new URL('../api/openapi.json', import.meta.url);

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

// What a form needs to know of the plan's objects, and nothing of the rest of the document.
const planTypes = ['Account', 'RateTable', 'IngressTrunk', 'EgressTrunk', 'Phone', 'TurnUser'];
const { schemas } = JSON.parse(readFileSync(source, 'utf8')).components;
const ofPlan = Object.fromEntries(planTypes.map((type) => [type, schemas[type]]));

const wanted = {
  'schema.d.ts': `// Made from openapi.json by 'npm run types'.\n${text}`,
  'planTypes.json': `${JSON.stringify(ofPlan, null, 2)}\n`,
};
for (const [name, whole] of Object.entries(wanted)) {
  const target = new URL(`../api/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, whole);
  } else if (readFileSync(target, 'utf8') !== whole) {
    console.error(`api/${name} does not follow from api/openapi.json: run 'npm run types'.`);
    process.exit(1);
  }
}
