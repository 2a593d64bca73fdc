// Computes with Node what each example of modern JavaScript gives: node modern.mjs <modern.txt> <modern.json>
import { readFileSync, writeFileSync } from 'node:fs';

const input = { n: 3, s: 'text', list: [1, 2, 3], o: { deep: 'd' } };
const [from, to] = process.argv.slice(2);
const examples = readFileSync(from, 'utf8').split(/^=== /m).slice(1).map(part => {
  const end = part.indexOf('\n');
  const code = part.slice(end + 1).trim();
  const handler = new Function('event', 'metadata', code.includes('with (') ? code : `'use strict';${code}`);
  return { name: part.slice(0, end), code, expected: JSON.stringify(handler(structuredClone(input), () => ({}))) };
});
writeFileSync(to, JSON.stringify({ input: JSON.stringify(input), examples }, null, 1) + '\n');
