// node validate.mjs manifest.json ...: holds each manifest against the schema of the version that it names.
// One line a mistake, closing line "N valid, N invalid"; exit status 1 where one is invalid.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schemas = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/@microsoft/app-manifest/build/json-schemas/teams');
let invalid = 0;
const files = process.argv.slice(2);
for (const file of files) {
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  const schema = JSON.parse(fs.readFileSync(path.join(schemas, `v${manifest.manifestVersion}`, 'MicrosoftTeams.schema.json'), 'utf8'));

  // The schemas use "const", which draft-04 does not know: as an enumeration of one it holds there too.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema), (_, value) => value?.const === undefined || typeof value !== 'object' ? value : { ...value, enum: [value.const] }));
  if (!validate(manifest)) {
    invalid++;
    for (const error of validate.errors) {
      console.log(`${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }
}
console.log(`${files.length - invalid} valid, ${invalid} invalid`);
process.exit(invalid > 0 || files.length === 0 ? 1 : 0);
