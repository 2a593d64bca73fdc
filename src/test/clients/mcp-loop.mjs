// An agent that works without pause until its standard input ends: sends an event, asks for the last ones, and again.
// Arguments: kind of client (mcp-connect.mjs), URL, key. Prints what it sent and every call that failed.
import {connect} from './mcp-connect.mjs';
import {fail} from './arguments.mjs';

const [kind, url, key] = process.argv.slice(2);
const {client} = await connect(kind, url, key).catch(fail);
const seen = {tracked: [], calls: 0, failures: []};
let goesOn = true;
process.stdin.on('end', () => goesOn = false).resume();
process.stdout.write('connected\n');

for (let n = 0; goesOn; n++) {
  const messageId = `${kind}-${n}`;
  if (await call('track_event', {event: 'Agent Step', user_id: kind, message_id: messageId})) {
    seen.tracked.push(messageId);
  }
  await call('query_events', {user_id: kind, limit: 3});
}
process.stdout.write(JSON.stringify(seen) + '\n', () => process.exit(0));

async function call(name, args) {
  seen.calls++;
  try {
    const result = await client.callTool({name, arguments: args});
    if (!result.isError) {
      return result;
    }
    seen.failures.push(`${name} ${args.message_id ?? ''}: ${result.content[0].text}`);
  } catch (error) {
    seen.failures.push(`${name} ${args.message_id ?? ''}: ${error.message}`);
  }
}
