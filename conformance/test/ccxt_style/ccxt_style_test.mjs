// A client in CCXT style against a running everstrike-mock, as two real processes:
//   node ccxt_style_test.mjs PATH/TO/everstrike-mock
// Goes through an order's life (load markets, create, read, list, cancel one, cancel in bulk) and
// checks every step from the client's side and in the mock's journal. No npm packages.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { Exchange, NotAvailable, RateLimited, RequestTimeout, stringify } from './exchange_class.mjs';

const PAIR = 'USD_BTC_PERP';
const program = process.argv[2];
assert.ok(program, 'usage: ccxt_style_test.mjs PATH/TO/everstrike-mock');

async function withMock(options, use) {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('EVERSTRIKE_')));
  const mock = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--log-level', 'off',
    '--no-default-accounts', '--auto-accounts', 'ccxt-secret', ...options],
  { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
  const ended = once(mock, 'exit');
  try {
    await use(await baseUrlOf(mock));
  } finally {
    mock.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 0, 'the mock drains and exits 0');
  }
}

// The first line is written when the mock is ready: "everstrike-mock listens on <URL>".
function baseUrlOf(mock) {
  return new Promise((resolve, reject) => {
    let text = '';
    mock.stdout.on('data', (chunk) => {
      text += chunk;
      const found = text.match(/listens on (\S+)\n/);
      if (found) resolve(found[1]);
    });
    mock.on('error', reject);
    mock.on('exit', () => reject(new Error(`the mock did not start: ${text}`)));
  });
}

const exchangeAt = (baseUrl, apiKey, more = {}) =>
  new Exchange({ baseUrl, apiKey, secret: 'ccxt-secret', ...more });

async function journalOf(baseUrl, apiKey) {
  const answer = await fetch(`${baseUrl}/mock/journal?limit=1000&api_key=${apiKey}`);
  return (await answer.json()).entries;
}

// The instant in a version-1 UUID without dashes, in ms since 1970 (RFC 9562, 5.1).
function instantOf(id) {
  const ticks = BigInt(`0x${id.slice(13, 16)}${id.slice(8, 12)}${id.slice(0, 8)}`);
  return Number((ticks - 0x01b21dd213814000n) / 10000n);
}

async function anOrdersLife(baseUrl) {
  const exchange = exchangeAt(baseUrl, 'life');
  const markets = await exchange.loadMarkets();
  assert.ok(markets[PAIR].active && markets[PAIR].priceTick > 0 && markets[PAIR].amountMin > 0);
  assert.ok(Math.abs((await exchange.fetchTime()) - Date.now()) < 60_000);
  assert.ok((await exchange.fetchBalance()).USD.free > 0);
  await exchange.cancelAllOrders();
  assert.deepEqual(await exchange.fetchOpenOrders(), []);

  const order = await exchange.createOrder(PAIR, 'buy', 0.2567, 49000.5);
  assert.match(order.id, /^[0-9a-f]{12}1[0-9a-f]{19}$/);
  assert.equal(instantOf(order.id), order.timestamp);
  assert.deepEqual([order.symbol, order.side, order.type, order.status, order.amount, order.price, order.filled],
    [PAIR, 'buy', 'limit', 'open', 0.256, 49000.5, 0]);
  const market = await exchange.createOrder(PAIR, 'sell', 1);
  assert.deepEqual([market.type, market.status], ['market', 'open']);

  assert.deepEqual(await exchange.fetchOrder(order.id), order);
  assert.deepEqual((await exchange.fetchOpenOrders(PAIR)).map(({ id }) => id), [market.id, order.id]);
  assert.deepEqual(await exchange.fetchOpenOrders('BTC_USD'), []);

  const cancelled = await exchange.cancelOrder(order.id);
  assert.deepEqual([cancelled.id, cancelled.status], [order.id, 'canceled']);
  assert.equal((await exchange.fetchOrder(order.id)).status, 'canceled');
  assert.deepEqual((await exchange.fetchOpenOrders()).map(({ id }) => id), [market.id]);
  await assert.rejects(exchange.cancelOrder(order.id), NotAvailable);
  await assert.rejects(exchange.fetchOrder('nobody'), /The order was not found/);
  await assert.rejects(exchange.cancelOrder('nobody'), /The order was not found/);
  await exchange.cancelOrder(market.id);
  assert.ok((await exchange.fetchCanceledOrders(PAIR, 1000)).some(({ id }) => id === market.id));
  assert.deepEqual(await exchange.fetchClosedOrders(), []);
}

async function ordersInBulk(baseUrl) {
  const exchange = exchangeAt(baseUrl, 'bulk');
  await exchange.cancelAllOrders();
  const requests = Array.from({ length: 50 }, (_, i) => (
    { symbol: PAIR, side: 'buy', amount: 0.042, price: 50000 + i,
      params: { ks: false, post_only: false, leverage: 10, reduce_only: false } }));
  const orders = await exchange.createOrders(requests);
  assert.deepEqual(orders.map(({ price }) => price), requests.map(({ price }) => price));
  const open = await exchange.fetchOpenOrders(PAIR, 1000);
  assert.deepEqual(new Set(open.map(({ id }) => id)), new Set(orders.map(({ id }) => id)));
  assert.equal((await exchange.fetchOpenOrders(PAIR, 7)).length, 7);

  // As the bot does on a price move: the same order asked for twice, then once more.
  const some = [orders[3].id, orders[1].id];
  assert.deepEqual((await exchange.cancelOrders(some)).map(({ id, status }) => [id, status]),
    some.map((id) => [id, 'canceled']));
  assert.equal((await exchange.cancelOrders([...some, orders[2].id])).length, 3);
  assert.equal((await exchange.fetchOpenOrders(PAIR)).length, 47);

  requests[49].side = 'hold';
  await assert.rejects(exchange.createOrders(requests), /orders\[49\]\.side: expected one of BUY SELL/);
  assert.equal((await exchange.fetchOpenOrders(PAIR)).length, 47, 'all or nothing');
  assert.equal((await exchange.cancelAllOrders()).length, 47);
  assert.deepEqual(await exchange.fetchOpenOrders(), []);

  // The journal has the bodies as they were sent, and what really happened.
  const entries = await journalOf(baseUrl, 'bulk');
  const placed = entries.find(({ effect }) => effect.kind === 'placed');
  assert.match(placed.body, /^timestamp=\d{13}&recv_window=5000&orders%5B0%5D%5Bpair%5D=USD_BTC_PERP&orders%5B0%5D%5Bqty%5D=0\.042&/);
  assert.ok(placed.body_bytes > 8192);
  assert.deepEqual(placed.effect.orders, orders.map(({ id }) => id));
  const gone = entries.filter(({ effect }) => effect.kind === 'cancelled').flatMap(({ effect }) => effect.orders);
  for (const { id } of orders) assert.equal(gone.filter((each) => each === id).length, 1, id);
}

// Ids that encoders spell differently reach the mock as they are meant.
async function hostileIds(baseUrl) {
  const exchange = exchangeAt(baseUrl, 'hostile');
  const id = "a b+c~d*e'f(g)h!i:j@k/é[l]&m=n%20";
  assert.match(stringify({ id }), /^id=a%20b%2Bc~d%2Ae%27f%28g%29h%21/);
  assert.equal((await exchange.fetchOrder(id)).id, id);
  assert.deepEqual((await exchange.cancelOrders([id])).map((order) => [order.id, order.status]), [[id, 'canceled']]);
}

async function staleTimestamps(baseUrl) {
  const late = exchangeAt(baseUrl, 'late', { now: () => Date.now() - 60_000 });
  await assert.rejects(late.cancelAllOrders(), (error) => {
    assert.ok(error instanceof RequestTimeout);
    assert.match(error.message, /"code":414,"msg":"The timestamp is too old\.","result":null/);
    return true;
  });
  assert.equal((await late.fetchOpenOrders()).length, 6);
}

async function tooMuch(baseUrl) {
  const exchange = exchangeAt(baseUrl, 'busy');
  await exchange.fetchOpenOrders();
  await exchange.fetchOpenOrders();
  await assert.rejects(exchange.fetchOpenOrders(), (error) => {
    assert.ok(error instanceof RateLimited);
    assert.match(error.message, /You have done that too much recently\. Care to try again in \d+\.\d{3} seconds\?/);
    return true;
  });
}

await withMock([], async (baseUrl) => {
  await anOrdersLife(baseUrl);
  await ordersInBulk(baseUrl);
  await hostileIds(baseUrl);
  await staleTimestamps(baseUrl);
});
await withMock(['--rate-limit', '2/3600'], tooMuch);
console.log('ok');
