// Runs the official MCP conformance suite against a server that wants a key, which the suite cannot send: a proxy on this
// machine adds it and changes nothing else. Arguments: the endpoint's URL, the key, the specification's revision.
import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { newerNode } from './newer-node.mjs';

const [endpoint, key, revision, ...more] = process.argv.slice(2);
const target = new URL(endpoint);
const modules = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'node_modules');

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
  const suite = spawn(newerNode(), [
    path.join(modules, '@modelcontextprotocol/conformance/dist/index.js'), 'server',
    '--url', `http://127.0.0.1:${proxy.address().port}${target.pathname}`,
    ...(revision.startsWith('--') ? [revision] : ['--requirements', revision]), ...more,
  ], { stdio: 'inherit' });
  suite.on('exit', code => process.exit(code ?? 1));
});
