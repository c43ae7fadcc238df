// The market maker beside this, unchanged, against the mock: over plain ports, steered by prices
// set by hand, and under with-trust with the exchange's own host names and the walk's prices.
// market_maker_test.mjs PROGRAM; ends with 77 where Node has no WebSocket.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

// The same under the exchange's names, and nothing between: with-trust -- node market_maker.mjs. What
// ends it, as a supervisor would, is a SIGTERM to itself once it has quoted.
const folder = await mkdtemp(join(tmpdir(), 'market-maker-'));
const journal = join(folder, 'journal.ndjson');
const ender = `const log = console.log; console.log = (line) => { log(line);
  if (line.startsWith('quoted')) process.kill(process.pid, 'SIGTERM'); };`;
const trusted = start([program, 'with-trust', '--log-level', 'off', '--journal-file', journal, '--', 'node', bot], {
  ...account,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  NODE_OPTIONS: `${major < 22 ? '--experimental-websocket ' : ''}--import=data:text/javascript,${encodeURIComponent(ender)}`,
});
await trusted.until('quoted 50');
await trusted.until('left');
assert.equal(await trusted.ended, 0);
const effects = (await readFile(journal, 'utf8')).trim().split('\n').map((line) => JSON.parse(line).effect);
const ordersOf = (kind) => effects.filter((effect) => effect.kind === kind).flatMap((effect) => effect.orders);
const open = new Set(ordersOf('placed'));
assert(open.size > 0, 'it placed orders');
for (const id of ordersOf('cancelled')) open.delete(id);
assert.deepEqual([...open], [], 'an order was left open');
await rm(folder, { recursive: true });
