// @segment/analytics-next in a browser's document. Options: how it delivers.
//   standard  each event at once          batching  several in a request
//   cdn       only the cdnURL is changed: where to deliver comes from the settings that Cairo serves
import {JSDOM} from 'jsdom';
import {fail, given, report, sixCalls} from './arguments.mjs';

const {url, key, count, options} = given();
const mode = options[0] ?? 'standard';
const address = new URL(url);

const {window} = new JSDOM('<!doctype html><title>Shop</title>', {url: 'http://shop.example/page', pretendToBeVisual: true});
for (const name of ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'history', 'screen',
  'HTMLElement', 'Event', 'CustomEvent', 'addEventListener', 'removeEventListener', 'dispatchEvent']) {
  Object.defineProperty(globalThis, name, {value: window[name], configurable: true, writable: true});
}
globalThis.window = window;
globalThis.self = window;

// A page does not learn when its events have arrived, so the network of this browser takes note of what was answered with 200.
const delivered = new Set();
const network = globalThis.fetch;
globalThis.fetch = async (resource, init) => {
  const response = await network(resource, init);
  if (init?.method?.toUpperCase() === 'POST' && response.ok) {
    const body = JSON.parse(init.body);
    (body.batch ?? [body]).forEach((event) => delivered.add(event.messageId));
  }
  return response;
};
window.fetch = globalThis.fetch;
const {AnalyticsBrowser} = (await import('@segment/analytics-next')).default;

const delivery = {
  standard: {apiHost: `${address.host}/v1`, protocol: 'http'},
  batching: {apiHost: `${address.host}/api/v2`, protocol: 'http', deliveryStrategy: {strategy: 'batching', config: {size: 4, timeout: 100}}},
}[mode];
const [analytics] = await AnalyticsBrowser.load(
  {writeKey: key, cdnURL: url},
  delivery ? {integrations: {'Segment.io': delivery}} : {},
).catch(fail);

const contexts = [];
for (let n = 0; n < count; n++) {
  for (const [call, fields] of sixCalls(n)) {
    contexts.push(await made(call, fields));
  }
}

const messageIds = contexts.map((context) => context.event.messageId);
const deadline = Date.now() + 60_000;
while (!messageIds.every((messageId) => delivered.has(messageId))) {
  if (Date.now() > deadline) {
    fail(`only ${delivered.size} of ${messageIds.length} events were answered with 200`);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
}
report(messageIds);
process.exit(0);

function made(call, fields) {
  switch (call) {
    case 'identify': return analytics.identify(fields.userId, fields.traits);
    case 'track': return analytics.track(fields.event, fields.properties);
    case 'group': return analytics.group(fields.groupId, fields.traits);
    case 'alias': return analytics.alias(fields.userId, fields.previousId);
    default: return analytics[call](fields.name, fields.properties);
  }
}
