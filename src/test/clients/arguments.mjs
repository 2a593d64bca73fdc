// What every script is given: where Cairo (or the proxy before it) listens, the write key, how many events of each kind.
// What every script prints: the messageIds that the client library made, as one JSON array.

export function given() {
  const [url, key, count, ...rest] = process.argv.slice(2);
  if (!url || !key || !count) {
    console.error('usage: node <client>.mjs <url> <key> <count> [option...]');
    process.exit(2);
  }
  return {url, key, count: Number(count), options: rest};
}

export function report(messageIds) {
  process.stdout.write(JSON.stringify(messageIds) + '\n');
}

export function fail(error) {
  console.error(error);
  process.exit(1);
}

// One call of each of the six kinds, as an application makes them.
export function sixCalls(n) {
  const userId = `user-${n}`;
  return [
    ['identify', {userId, traits: {email: `user${n}@example.com`, name: 'Ava', plan: 'free'}}],
    ['track', {userId, event: 'Order Completed', properties: {orderId: `o-${n}`, revenue: 9.99, products: [{sku: 's1'}]}}],
    ['page', {userId, name: 'Home', properties: {path: '/'}}],
    ['screen', {userId, name: 'Welcome'}],
    ['group', {userId, groupId: `group-${n}`, traits: {name: 'Initech'}}],
    ['alias', {userId, previousId: `anonymous-${n}`}],
  ];
}
