// What a person does with an MCP client: connects, looks around, sends events, pages through them. Arguments: kind of
// client (mcp-connect.mjs), URL, key, how many events. Prints what was seen, or {"error"} if the client did not connect.
import {connect} from './mcp-connect.mjs';
import {fail} from './arguments.mjs';

const [kind, url, key, count] = process.argv.slice(2);
const {client} = await connect(kind, url, key).catch((error) => print({error: error.message}));

const seen = {tools: (await client.listTools()).tools.map((tool) => tool.name), tracked: []};
for (let n = 0; n < Number(count); n++) {
  const args = {event: 'Agent Step', user_id: `agent-${n}`, message_id: `${kind}-${process.pid}-${n}`, properties: {step: n}};
  seen.tracked.push((await call('track_event', args)).event_key);
}

seen.pages = [];
for (let cursor; cursor !== null;) {
  const page = await call('query_events', {event_type: 'Agent Step', limit: 20, ...(cursor && {cursor})});
  seen.pages.push(page.events.map((event) => event.event_key));
  cursor = page.truncated ? page.next_cursor : null;
}

seen.resources = (await client.listResources()).resources.map((resource) => resource.uri);
seen.recent = JSON.parse((await client.readResource({uri: 'events://recent'})).contents[0].text).count;

const {prompts} = await client.listPrompts();
seen.prompts = prompts.map((prompt) => prompt.name);
if (prompts.length > 0) {
  const named = Object.fromEntries((prompts[0].arguments ?? []).map((argument) => [argument.name, 'agent-1']));
  seen.prompt = (await client.getPrompt({name: prompts[0].name, arguments: named})).messages[0].content.text;
}

const refused = await client.callTool({name: 'query_events', arguments: {limit: 1000}}).catch((error) => error);
seen.refusal = refused.isError ? refused.content[0].text : String(refused.message);
await client.close();
print(seen);

async function call(name, args) {
  const result = await client.callTool({name, arguments: args}).catch(fail);
  if (result.isError) {
    fail(`${name}: ${result.content[0].text}`);
  }
  const text = JSON.parse(result.content[0].text);
  if (JSON.stringify(text) !== JSON.stringify(result.structuredContent)) {
    fail(`${name}: the text is not the structured result: ${JSON.stringify(result)}`);
  }
  return text;
}

function print(report) {
  process.stdout.write(JSON.stringify(report) + '\n', () => process.exit(0));
  return new Promise(() => {}); // nothing goes on after that
}
