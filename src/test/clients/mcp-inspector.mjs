// The MCP Inspector's command line, one process for each request. Arguments, and what is printed, as in mcp-journey.mjs;
// in place of a kind of client, the era that it shall negotiate.
import {execFile} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fail} from './arguments.mjs';
import {modules} from './mcp-connect.mjs';
import {newerNode} from './newer-node.mjs';

const [era, url, key, count] = process.argv.slice(2);
const home = mkdtempSync(path.join(tmpdir(), 'mcp-inspector-'));
const program = path.join(modules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js');

const listed = await inspect('tools/list', '--strict');
if (listed.error) {
  print({error: listed.error.message});
} else {
  const seen = {tools: listed.result.tools.map((tool) => tool.name), tracked: []};
  const events = Array.from({length: Number(count)}, (_, n) => (
    {event: 'Agent Step', user_id: `agent-${n}`, message_id: `inspector-${era}-${process.pid}-${n}`}));
  await call('track_event', events[0]);
  await call('batch_track', {events: events.slice(1)});
  seen.tracked = events.map((event) => event.message_id);

  seen.pages = [];
  for (let cursor; cursor !== null;) {
    const page = await call('query_events', {event_type: 'Agent Step', limit: 20, ...(cursor && {cursor})});
    seen.pages.push(page.events.map((event) => event.event_key));
    cursor = page.truncated ? page.next_cursor : null;
  }

  const [resources, recent, prompts, refused] = await Promise.all([
    inspect('resources/list'), inspect('resources/read', '--uri', 'events://recent'), inspect('prompts/list'),
    inspect('tools/call', '--tool-name', 'query_events', '--tool-args-json', '{"limit":1000}')]);
  seen.resources = resources.result.resources.map((resource) => resource.uri);
  seen.recent = JSON.parse(recent.result.contents[0].text).count;
  seen.prompts = prompts.result.prompts.map((prompt) => prompt.name);
  if (seen.prompts.length > 0) {
    const named = (prompts.result.prompts[0].arguments ?? []).flatMap(({name}) => ['--prompt-args', `${name}=agent-1`]);
    const got = await inspect('prompts/get', '--prompt-name', seen.prompts[0], ...named);
    seen.prompt = got.result.messages[0].content.text;
  }
  seen.refusal = JSON.stringify(refused);
  print(seen);
}

async function call(name, args) {
  const {result, error} = await inspect('tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args));
  if (error || result.isError) {
    fail(`${name}: ${JSON.stringify(error ?? result)}`);
  }
  const text = JSON.parse(result.content[0].text);
  if (JSON.stringify(text) !== JSON.stringify(result.structuredContent)) {
    fail(`${name}: the text is not the structured result: ${JSON.stringify(result)}`);
  }
  return text;
}

// What it prints: the result on one stream, or the error on the other. A schema that clients might not bear ends it with 6.
function inspect(method, ...more) {
  const args = [program, '--cli', `${url}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${key}`,
    '--protocol-era', era, '--format', 'json', '--quiet', '--stored-auth-only', '--method', method, ...more];
  return new Promise((resolve) => {
    execFile(newerNode(), args, {env: {...process.env, HOME: home}, maxBuffer: 1 << 24}, (failure, out, err) => {
      if (failure?.code === 6) {
        fail(`tools/list is not portable: ${err}`);
      }
      const json = [...out.split('\n'), ...err.split('\n')].find((line) => line.startsWith('{')) ?? fail(`${method}: ${err}${out}`);
      resolve(JSON.parse(json));
    });
  });
}

function print(report) {
  process.stdout.write(JSON.stringify(report) + '\n', () => process.exit(0));
}
