// The official MCP clients, each connected its own way. All of them are then spoken to alike: listTools, callTool, ...
import {Client as ClientV2, StreamableHTTPClientTransport as HttpV2} from '@modelcontextprotocol/client';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js';
import {StreamableHTTPClientTransport} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const NAME = {name: 'cairo-journeys', version: '1.0.0'};
const MODERN = '2026-07-28';
export const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules');

const kinds = {
  'v1': () => new Client(NAME),
  'v2-legacy': () => new ClientV2(NAME, {versionNegotiation: {mode: 'legacy'}}),
  'v2-auto': () => new ClientV2(NAME, {versionNegotiation: {mode: 'auto'}}),
  'v2-modern': () => new ClientV2(NAME, {versionNegotiation: {mode: {pin: MODERN}}}),
  'remote': () => new Client(NAME),
};

// A client of that kind, connected with that key.
export async function connect(kind, url, key) {
  const client = kinds[kind]();
  const transport = kind === 'remote' ? bridge(url, key) : http(kind, url, key);
  await client.connect(transport).catch((error) => {
    throw new Error([error.message, transport.said].filter(Boolean).join('\n')); // a bridge explains itself on the side
  });
  return {client, transport};
}

function http(kind, url, key) {
  const Transport = kind.startsWith('v2') ? HttpV2 : StreamableHTTPClientTransport;
  return new Transport(new URL(`${url}/mcp`), {requestInit: {headers: {Authorization: `Bearer ${key}`}}});
}

// mcp-remote: a program that speaks over its standard input and output, for hosts that know nothing else.
function bridge(url, key) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [path.join(modules, 'mcp-remote/dist/proxy.js'), `${url}/mcp`, '--allow-http', '--transport', 'http-only',
      '--header', `Authorization: Bearer ${key}`],
    env: {...process.env, MCP_REMOTE_CONFIG_DIR: mkdtempSync(path.join(tmpdir(), 'mcp-remote-'))},
    stderr: 'pipe',
  });
  transport.said = '';
  transport.stderr.on('data', (text) => transport.said += text);
  return transport;
}
