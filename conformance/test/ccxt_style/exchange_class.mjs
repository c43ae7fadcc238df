// An exchange class in the manner of CCXT, written for this test: load the markets first, unified
// methods (createOrder, fetchOrder, …) over a table of endpoints, one sign() and one request(),
// errors as classes by HTTP status. What goes over the wire is what the exchange's own bot was
// seen to send: timestamp and recv_window first in every signed body, brackets and indices
// percent-encoded, a blank as %20, "~" bare, null as an empty value; GETs with a signature that
// nobody can verify. It knows nothing of the mock: the base URL is its only setting.
import { createHmac } from 'node:crypto';

export class ExchangeError extends Error {}
export class AuthenticationError extends ExchangeError {}
export class RateLimited extends ExchangeError {}
export class RequestTimeout extends ExchangeError {}
export class NotAvailable extends ExchangeError {}

const ERRORS = { 401: AuthenticationError, 429: RateLimited, 408: RequestTimeout };

const escape = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());

// stringify writes nested objects and arrays as name%5Bkey%5D%5B0%5D=value, in the order given.
export function stringify(params, prefix = '') {
  const parts = [];
  for (const [key, value] of Object.entries(params)) {
    const name = prefix ? `${prefix}[${key}]` : key;
    if (value === undefined) continue;
    if (value !== null && typeof value === 'object') parts.push(stringify(value, name));
    else parts.push(`${escape(name)}=${value === null ? '' : escape(String(value))}`);
  }
  return parts.filter((part) => part !== '').join('&');
}

export class Exchange {
  constructor({ baseUrl, apiKey, secret, recvWindow = 5000, now = Date.now }) {
    Object.assign(this, { baseUrl, apiKey, secret, recvWindow, now, markets: undefined });
  }

  // --- unified methods -------------------------------------------------------------------------
  async loadMarkets() {
    if (this.markets) return this.markets;
    const pairs = await this.request('GET', '/pairs');
    this.markets = Object.fromEntries(Object.values(pairs).map((pair) => [pair.key, this.parseMarket(pair)]));
    return this.markets;
  }

  async fetchTime() {
    return Number(await this.request('GET', '/time'));
  }

  async fetchBalance() {
    const { balances } = await this.request('GET', '/account');
    return Object.fromEntries(Object.entries(balances).map(([asset, b]) => [asset, { free: b.free, used: b.locked }]));
  }

  async createOrder(symbol, side, amount, price, params = {}) {
    const body = { ...(await this.orderFields(symbol, side, amount, price)), ...params };
    return this.parseOrder((await this.request('POST', '/auth/order', body)).order);
  }

  async createOrders(requests) {
    const orders = [];
    for (const { symbol, side, amount, price, params } of requests) {
      orders.push({ ...(await this.orderFields(symbol, side, amount, price)), ...params });
    }
    const result = await this.request('POST', '/auth/order/bulk', { orders });
    return result.orders.map((order) => this.parseOrder(order));
  }

  async cancelOrder(id) {
    await this.loadMarkets();
    return this.parseOrder(await this.request('POST', '/auth/cancel', { id }));
  }

  async cancelOrders(ids) {
    await this.loadMarkets();
    const result = await this.request('POST', '/auth/cancel/bulk', { ids });
    return result.map((order) => this.parseOrder(order));
  }

  async cancelAllOrders() {
    return this.cancelOrders(undefined);
  }

  async fetchOrder(id) {
    await this.loadMarkets();
    return this.parseOrder(await this.request('GET', '/order', { id }));
  }

  async fetchOpenOrders(symbol, limit) {
    return this.fetchList('/active_orders', symbol, limit);
  }

  async fetchCanceledOrders(symbol, limit) {
    return this.fetchList('/cancelled_orders', symbol, limit);
  }

  async fetchClosedOrders(symbol, limit) {
    return this.fetchList('/completed_orders', symbol, limit);
  }

  async fetchOrders(symbol, limit) {
    return this.fetchList('/orders', symbol, limit);
  }

  async fetchList(path, symbol, limit) {
    await this.loadMarkets();
    const orders = await this.request('GET', path, { pair: symbol && this.market(symbol).id, limit });
    return orders.map((order) => this.parseOrder(order));
  }

  // --- parsing ---------------------------------------------------------------------------------
  market(symbol) {
    if (!this.markets[symbol]) throw new ExchangeError(`no market ${symbol}`);
    return this.markets[symbol];
  }

  parseMarket(pair) {
    const filters = Object.fromEntries(pair.filters.map((filter) => [filter.filter_type, filter]));
    return {
      id: pair.key, base: pair.base, quote: pair.quote, active: pair.status === 'TRADING',
      // A count of decimals: that is how the exchange's own class reads it.
      amountDecimals: filters.LOT_SIZE.tick_size, amountMin: filters.LOT_SIZE.min_qty,
      priceTick: filters.PRICE_FILTER.display || filters.PRICE_FILTER.tick_size,
    };
  }

  async orderFields(symbol, side, amount, price) {
    await this.loadMarkets();
    const market = this.market(symbol);
    const scale = 10 ** market.amountDecimals;
    return { pair: market.id, qty: Math.trunc(amount * scale + 1e-9) / scale, side: side.toUpperCase(), price };
  }

  parseOrder(order) {
    const fills = order.fills ?? [];
    return {
      id: order.id, timestamp: order.time, symbol: order.pair, side: order.side.toLowerCase(),
      type: order.type.toLowerCase(), price: order.price, amount: order.qty_orig,
      remaining: order.qty_remaining, filled: order.qty_orig - order.qty_remaining,
      status: { ACTIVE: 'open', CANCELLED: 'canceled', COMPLETED: 'closed' }[order.status] ?? order.status,
      average: fills.length ? fills.reduce((sum, fill) => sum + fill.price, 0) / fills.length : undefined,
      info: order,
    };
  }

  // --- transport -------------------------------------------------------------------------------
  sign(method, path, params) {
    const headers = { 'x-api-key': this.apiKey };
    const mac = (text) => createHmac('sha256', this.secret).update(text).digest('base64');
    if (method === 'GET') {
      const query = stringify(params);
      headers['x-signature'] = mac(`timestamp=${this.now()}&${query}`);
      return { url: this.baseUrl + path + (query ? `?${query}` : ''), headers };
    }
    const body = stringify({ timestamp: this.now(), recv_window: this.recvWindow, ...params });
    headers['x-signature'] = mac(body);
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { url: this.baseUrl + path, headers, body };
  }

  async request(method, path, params = {}) {
    const { url, headers, body } = this.sign(method, path, params);
    const response = await fetch(url, { method, headers, body });
    const text = await response.text();
    if (!response.ok) throw new (ERRORS[response.status] ?? NotAvailable)(`${response.status} ${text}`);
    return JSON.parse(text).result;
  }
}
