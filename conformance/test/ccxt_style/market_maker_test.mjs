// The market maker beside this, unchanged, against the mock: over plain ports, steered by prices
// set by hand, and under with-trust with the exchange's own host names and the walk's prices.
// market_maker_test.mjs PROGRAM; ends with 77 where Node has no WebSocket.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = process.argv[2];
const bot = fileURLToPath(new URL('market_maker.mjs', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) process.exit(77);
const node = [process.execPath, ...(major < 22 ? ['--experimental-websocket'] : []), bot];
const account = { API_KEY: 'demo-key', SECRET_KEY: 'demo-secret' };

function start([command, ...rest], env) {
  const child = spawn(command, rest, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const seen = [];
  const until = async (wanted) => {
    for (;;) {
      const found = seen.find((line) => line.includes(wanted));
      if (found !== undefined) return found;
      const { value, done } = await lines.next();
      assert(!done, `ended before "${wanted}"`);
      seen.push(value);
    }
  };
  return { child, until, ended };
}

const mock = start([program, 'serve', '--listen', '127.0.0.1:0', '--log-level', 'off', '--price-walk', 'off'], {});
const url = (await mock.until('listens on')).split(' ').pop();
try {
  const maker = start(node, { ...account, API_URL: url, WSS_URL: url.replace('http', 'ws') });
  await maker.until('quoted 50000');
  const setPrice = (price) => fetch(`${url}/mock/price`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pair: 'USD_BTC_PERP', price }),
  });
  assert.equal((await setPrice(50100)).status, 200);
  await maker.until('quoted 50100');
  await maker.until('order_added');
  maker.child.kill('SIGTERM');
  await maker.until('left');
  assert.equal(await maker.ended, 0);
  const { orders } = await (await fetch(`${url}/mock/orders?api_key=demo-key`)).json();
  assert(orders.length > 4, 'it placed orders');
  assert(orders.every((order) => order.status !== 'ACTIVE'), 'an order was left open');
} finally {
  mock.child.kill('SIGTERM');
}
assert.equal(await mock.ended, 0);

// The shell ends the bot once it has quoted, as a supervisor would.
const script = 'exec 3< <("$@" & echo $!; wait); read -r pid <&3; while read -r line <&3; do echo "$line"; ' +
  'case $line in quoted*) kill -TERM "$pid";; left) exit 0;; esac; done; exit 1';
const trusted = start([program, 'with-trust', '--log-level', 'off', '--', 'bash', '-c', script, 'bash', ...node], account);
await trusted.until('quoted 50');
await trusted.until('left');
assert.equal(await trusted.ended, 0);
