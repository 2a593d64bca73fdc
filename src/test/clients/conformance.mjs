// Runs the official MCP conformance suite against a server that wants a key, which the suite cannot send: a proxy on this
// machine adds it and changes nothing else. Arguments: the endpoint's URL, the key, the specification's revision.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [endpoint, key, revision, ...more] = process.argv.slice(2);
const target = new URL(endpoint);
const modules = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'node_modules');

// The suite needs Node.js 22; npm brings one along where the one that runs this is older.
const own = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
const [major] = process.versions.node.split('.').map(Number);
const node = major >= 22 || !existsSync(own) ? process.execPath : own;

// Callers name the proxy's port, which the server does not know.
const withPort = host => host.replace(/:\d+$/, `:${target.port}`);

const proxy = http.createServer((request, response) => {
  const forwarded = http.request({
    host: target.hostname, port: target.port, path: target.pathname + (request.url.match(/\?.*/)?.[0] ?? ''),
    method: request.method,
    headers: { ...request.headers, host: withPort(request.headers.host ?? ''), 'x-write-key': key },
  }, answer => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
});

proxy.listen(0, '127.0.0.1', () => {
  const suite = spawn(node, [
    path.join(modules, '@modelcontextprotocol/conformance/dist/index.js'), 'server',
    '--url', `http://127.0.0.1:${proxy.address().port}${target.pathname}`,
    ...(revision.startsWith('--') ? [revision] : ['--requirements', revision]), ...more,
  ], { stdio: 'inherit' });
  suite.on('exit', code => process.exit(code ?? 1));
});
