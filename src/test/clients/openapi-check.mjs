// Checks an OpenAPI document against the official JSON schema of its version and resolves its references.
// node openapi-check.mjs URL; prints what is wrong, one complaint a line, or nothing.
import { Validator } from '@seriousme/openapi-schema-validator';

const document = await (await fetch(process.argv[2])).json();
const validator = new Validator();
const result = await validator.validate(document);
if (!result.valid) {
  console.log(JSON.stringify(result.errors, null, 1));
} else if (validator.version !== '3.1') {
  console.log(`validated as ${validator.version}`);
} else {
  validator.resolveRefs();
}
