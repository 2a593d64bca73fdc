// @segment/analytics-node; option: the path, or nothing for the library's own.
import {Analytics} from '@segment/analytics-node';
import {fail, given, report, sixCalls} from './arguments.mjs';

const {url, key, count, options} = given();
const analytics = new Analytics({
  writeKey: key,
  host: url,
  ...(options[0] ? {path: options[0]} : {}),
  flushAt: 4,
  flushInterval: 100,
  httpRequestTimeout: 800,
});
analytics.on('error', fail);

const sent = [];
for (let n = 0; n < count; n++) {
  for (const [call, fields] of sixCalls(n)) {
    sent.push(new Promise((resolve, reject) =>
      analytics[call](fields, (error, context) => (error ? reject(error) : resolve(context.event.messageId)))));
  }
}
await analytics.closeAndFlush({timeout: 60_000});
report(await Promise.all(sent).catch(fail));
