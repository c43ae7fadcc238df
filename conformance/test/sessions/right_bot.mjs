// A right bot on the exchange's own kind of class: an hour's worth of quotes without the hours. It
// quotes both sides, cancels and quotes anew; after an unclear answer it waits a moment and looks.
import { Exchange, NotAvailable } from '../ccxt_style/exchange_class.mjs';

const PAIR = 'USD_BTC_PERP';
const ROUNDS = Number(process.argv[2] ?? 200);
const exchange = new Exchange({
  baseUrl: process.env.EVERSTRIKE_BASE_URL,
  apiKey: process.env.EVERSTRIKE_API_KEY,
  secret: process.env.EVERSTRIKE_SECRET_KEY,
});
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// orUnclear gives undefined where nobody knows what became of it.
async function orUnclear(call) {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof NotAvailable || error instanceof TypeError)) throw error;
    await pause(60);
    return undefined;
  }
}

async function cancel(id) {
  for (let waits = 60; (await orUnclear(() => exchange.cancelOrder(id))) === undefined; waits *= 2) {
    const order = await orUnclear(() => exchange.fetchOrder(id));
    if (order !== undefined && order.status !== 'open') return;
    await pause(waits);
  }
}

async function place(side, price) {
  const placed = await orUnclear(() => exchange.createOrder(PAIR, side, 0.042, price));
  if (placed !== undefined) return placed;
  const open = await exchange.fetchOpenOrders(PAIR);
  return open.find((order) => order.side === side && order.price === price) ?? place(side, price);
}

await exchange.loadMarkets();
await exchange.fetchBalance();
await exchange.cancelAllOrders();
for (let round = 0; round < ROUNDS; ++round) {
  const index = 50_000 + ((round * 37) % 101);
  const quotes = [await place('buy', index - 5), await place('sell', index + 5)];
  if (round % 10 === 0) await exchange.fetchOpenOrders(PAIR);
  if (round % 3 === 0) await exchange.cancelOrders(quotes.map((order) => order.id));
  else for (const order of quotes) await cancel(order.id);
}
