// @rudderstack/rudder-sdk-node as it comes: a gzip body that calls itself a form.
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import {fail, given, report, sixCalls} from './arguments.mjs';

const {url, key, count} = given();
const analytics = new RudderAnalytics(key, {
  dataPlaneUrl: url,
  flushAt: 4,
  flushInterval: 100,
  logLevel: 'none',
});

// The library does not tell the ids that it makes; they stand in its queue until it delivers.
const messageIds = [];
const enqueue = analytics.queue.push.bind(analytics.queue);
analytics.queue.push = (item) => {
  messageIds.push(item.message.messageId);
  return enqueue(item);
};

const answered = [];
for (let n = 0; n < count; n++) {
  for (const [call, fields] of sixCalls(n)) {
    answered.push(new Promise((resolve, reject) =>
      analytics[call](fields, (error) => (error ? reject(error) : resolve()))));
  }
}
analytics.flush();
await Promise.all(answered).catch(fail);
report(messageIds);
process.exit(0);
