// A market maker in the manner of the exchange's own, for the test beside it: it quotes both sides
// around the index that the feed tells, cancels and quotes anew when the index has moved, reads its
// balance again when the feed tells of its orders, and leaves nothing open at SIGTERM. Its hosts are
// the exchange's own unless API_URL and WSS_URL say otherwise; it knows nothing of a mock.
import { Exchange } from './exchange_class.mjs';

const PAIR = 'USD_BTC_PERP';
const MOVE = Number(process.env.MOVE ?? 10); // of the index, until quotes are stale
const exchange = new Exchange({
  baseUrl: process.env.API_URL ?? 'https://api.testnet.everstrike.io',
  apiKey: process.env.API_KEY,
  secret: process.env.SECRET_KEY,
});
const feed = new WebSocket(process.env.WSS_URL ?? 'wss://wss.testnet.everstrike.io');
let quoted; // around which index
let latest; // index
let orders = [];
let busy = false;
let stopping = false;

async function quote(index) {
  const stale = orders;
  orders = [];
  if (stale.length) await exchange.cancelOrders(stale.map((order) => order.id));
  const sides = ['buy', 'sell'].map((side) => ({
    symbol: PAIR, side, amount: 0.042, price: Math.round(index + (side === 'buy' ? -5 : 5)),
  }));
  for (const { symbol, side, amount, price } of sides) {
    orders.push(await exchange.createOrder(symbol, side, amount, price));
  }
  quoted = index;
  console.log(`quoted ${index}`);
}

// follow quotes until the quotes fit the latest index, which may move meanwhile.
async function follow() {
  if (busy) return;
  busy = true;
  try {
    while (!stopping && (quoted === undefined || Math.abs(latest - quoted) >= MOVE)) await quote(latest);
  } finally {
    busy = false;
  }
}

const send = (op, content) => feed.send(JSON.stringify({ op, content }));
feed.onopen = () => {
  send('auth_api', process.env.API_KEY);
  send('sub', `${PAIR}:index`);
  setInterval(() => send('status', 'x'), 1000).unref();
};
feed.onmessage = ({ data }) => {
  const { category, result } = JSON.parse(data);
  if (category === 'index') {
    latest = result.index;
    follow();
  } else if (category.startsWith('order_')) {
    console.log(category);
  }
};
process.on('SIGTERM', async () => {
  stopping = true;
  while (busy) await new Promise((go) => setTimeout(go, 5));
  if (orders.length) await exchange.cancelOrders(orders.map((order) => order.id));
  console.log('left');
  process.exit(0);
});
await exchange.fetchBalance();
await exchange.cancelAllOrders();
