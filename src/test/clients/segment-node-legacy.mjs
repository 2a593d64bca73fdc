// analytics-node, the library that @segment/analytics-node replaces and that many still run.
import Analytics from 'analytics-node';
import {fail, given, report, sixCalls} from './arguments.mjs';

const {url, key, count} = given();
const analytics = new Analytics(key, {host: url, flushAt: 4, flushInterval: 100, timeout: 800, errorHandler: fail});

const answered = [];
for (let n = 0; n < count; n++) {
  for (const [call, fields] of sixCalls(n)) {
    answered.push(new Promise((resolve, reject) =>
      analytics[call](fields, (error, data) => (error ? reject(error) : resolve(data)))));
  }
}
analytics.flush().catch(fail);
const batches = await Promise.all(answered).catch(fail);
const messageIds = new Set();
batches.forEach((data) => data.batch.forEach((message) => messageIds.add(message.messageId)));
report([...messageIds]);
process.exit(0);
