// The official MCP client: connects, lists the tools, sends events with track_event and finds them with query_events.
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StreamableHTTPClientTransport} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {fail, given, report} from './arguments.mjs';

const {url, key, count} = given();
const client = new Client({name: 'cairo-journeys', version: '1.0.0'});
await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
  requestInit: {headers: {Authorization: `Bearer ${key}`}},
})).catch(fail);

const {tools} = await client.listTools();
const names = tools.map((tool) => tool.name);
for (const needed of ['track_event', 'query_events']) {
  if (!names.includes(needed)) {
    fail(`tools/list does not name ${needed}: ${names}`);
  }
}

const messageIds = [];
for (let n = 0; n < count; n++) {
  const messageId = `mcp-${process.pid}-${n}`;
  const result = await call('track_event', {event: 'Agent Step', userId: `agent-${n}`, messageId, properties: {step: n}});
  if (result.tracked !== true || result.event_key !== messageId) {
    fail(`track_event answered ${JSON.stringify(result)}`);
  }
  messageIds.push(messageId);
}

const found = JSON.stringify(await call('query_events', {eventType: 'Agent Step', limit: count}));
const missing = messageIds.filter((messageId) => !found.includes(messageId));
if (missing.length > 0) {
  fail(`query_events does not show ${missing} in ${found.slice(0, 2000)}`);
}
await client.close();
report(messageIds);
process.exit(0);

async function call(name, args) {
  const tool = tools.find((one) => one.name === name);
  const result = await client.callTool({name, arguments: named(tool, args)}).catch(fail);
  if (result.isError) {
    fail(`${name}: ${result.content[0].text}`);
  }
  return JSON.parse(result.content[0].text);
}

// Arguments go by the names that the tool's own schema gives them.
function named(tool, args) {
  const known = Object.keys(tool.inputSchema.properties);
  const plain = (text) => text.replaceAll('_', '').toLowerCase();
  return Object.fromEntries(Object.entries(args).map(([name, value]) => {
    const match = known.find((one) => plain(one) === plain(name));
    return match ? [match, value] : fail(`no argument like ${name} among ${known}`);
  }));
}
