// Some clients need Node.js 22.19; npm brings one along where the one that runs this is older.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules');

export function newerNode() {
  const own = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isNew = major > 22 || (major === 22 && minor >= 19);
  return isNew || !existsSync(own) ? process.execPath : own;
}
