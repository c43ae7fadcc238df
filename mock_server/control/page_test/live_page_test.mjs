// The live page in a real Chromium: node live_page_test.mjs PROGRAM [SCREENSHOT_FOLDER]
// Exits with 77, which ctest takes for "skipped", when there is no browser or no playwright-core;
// script/bootstrap page installs both. With a folder it leaves the README's picture
// live-page.png there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [program, screenshots] = process.argv.slice(2);
const SAMPLE_ID = '849cdea0395411e98f54b395ae9c7bb6';
const HOSTILE = '<img src=x onerror="window.pwned=1">';

function skip(reason) {
  console.log(`skipped: ${reason}; script/bootstrap page installs what is missing`);
  process.exit(77);
}

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browserPath) skip('no Chromium on this machine');
if (Number(process.versions.node.split('.')[0]) < 20) skip(`Node ${process.versions.node} is older than playwright-core needs (20)`);
const playwright = await import('playwright-core').catch(() => skip('playwright-core is not installed'));

class Mock {
  static async start(...options) {
    const mock = new Mock();
    const listen = options.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    mock.process = spawn(program, ['serve', '--log-level', 'off', ...listen, ...options],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await new Promise((done, failed) => {
      createInterface(mock.process.stdout).once('line', text => done([text]));
      mock.process.once('exit', code => failed(new Error(`the mock ended with ${code}`)));
    });
    mock.url = line.slice(line.indexOf('http'));
    return mock;
  }

  async stop() {
    const ended = new Promise(done => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    await ended;
  }

  async cancel(id, { key = 'demo-key', secret = 'demo-secret', path = '/auth/cancel' } = {}) {
    const body = new URLSearchParams({ id }).toString();
    const reply = await fetch(this.url + path, {
      method: 'POST', body, headers: {
        'content-type': 'application/x-www-form-urlencoded', 'x-api-key': key,
        'x-signature': createHmac('sha256', secret).update(body).digest('base64'),
      },
    });
    await reply.text();
    return reply.status;
  }

  async ask(method, path, json) {
    const reply = await fetch(this.url + path, {
      method, body: json && JSON.stringify(json), headers: json ? { 'content-type': 'application/json' } : {} });
    assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
  }
}

// WCAG 2's contrast of a text against what is behind it.
function contrastOf(element) {
  const parts = text => text.match(/[\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => [red, green, blue]
    .map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element;
  while (behind && parts(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [a, b] = [luminance(parts(getComputedStyle(element).color)),
    luminance(parts(getComputedStyle(behind || document.body).backgroundColor))].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

const folder = await mkdtemp(join(tmpdir(), 'live-page-'));
const browser = await playwright.chromium.launchPersistentContext(folder, {
  executablePath: browserPath, headless: true, ignoreHTTPSErrors: true, viewport: { width: 1280, height: 860 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function open(mock, options = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  page.complaints = [];
  page.outside = [];
  page.on('console', message => { if (message.type() === 'error') page.complaints.push(message.text()); });
  page.on('pageerror', error => page.complaints.push(String(error)));
  page.on('request', request => {
    if (!request.url().startsWith(mock.url) && !request.url().startsWith('data:')) page.outside.push(request.url());
  });
  if (options.viewport) await page.setViewportSize(options.viewport);
  await page.emulateMedia({ colorScheme: options.scheme || 'light' });
  await page.goto(mock.url + '/mock/');
  return page;
}

const rows = page => page.locator('#entries tr');
const said = (page, part) => page.locator('#said', { hasText: part }).waitFor();

const tests = {
  async 'shows what arrives without being reloaded'(mock) {
    const page = await open(mock);
    await page.getByText('6 of 6 open').first().waitFor();
    // Every list of the file says so until its data is there.
    assert.equal((await (await fetch(mock.url + '/mock/')).text()).match(/>Loading…</g).length, 5);
    await page.getByText('Nothing was received yet.').waitFor();
    assert.equal(await page.getByText('Loading…').locator('visible=true').count(), 0);
    assert.equal(await mock.cancel(SAMPLE_ID), 200);
    await rows(page).first().waitFor();
    assert.match(await rows(page).first().innerText(), /demo-key[\s\S]*POST \/auth\/cancel[\s\S]*200[\s\S]*accepted[\s\S]*cancelled/);
    await page.locator('#orders li', { hasText: SAMPLE_ID }).getByText('CANCELLED').waitFor();
    return page;
  },

  async 'lets the next cancel fail after its effect, and shows both sides of it'(mock) {
    const page = await open(mock);
    await page.locator('#accounts button', { hasText: 'demo-key' }).click();
    await page.click('#fail-after');
    await said(page, 'although it takes effect');
    assert.equal(await mock.cancel(SAMPLE_ID), 503);
    await page.getByText('hidden from the client').waitFor();
    await rows(page).first().click();
    const request = await page.locator('#raw-request').textContent();
    assert.match(request, /^POST \/auth\/cancel HTTP\/1.1\r\n[\s\S]*x-api-key: demo-key\r\n[\s\S]*\r\n\r\nid=849c/);
    const answer = await page.locator('#raw-answer').textContent();
    assert.match(answer, /^HTTP\/1.1 503\n[\s\S]*x-mock-fault: fail-next;seed=0;n=1\n\n\{"code":503,"msg":"Invalid request","result":\{\}\}$/);
    assert.match(await page.locator('#facts').innerText(), /fail-next;seed=0;n=1, after_effect/);
    await page.click('#fail-before');
    await said(page, 'nothing happens');
    assert.equal(await mock.cancel('392392320eoweqwie3'), 503);
    await page.locator('#entries tr', { hasText: '#2' }).getByText('faulted').waitFor();
    await page.locator('#orders li', { hasText: '392392320eoweqwie3' }).getByText('ACTIVE').waitFor();
    return page;
  },

  async 'shows hostile text as text'(mock) {
    await mock.ask('PUT', '/mock/accounts/' + encodeURIComponent(HOSTILE), { secret: 'abcdef', orders: [HOSTILE] });
    const page = await open(mock);
    await mock.cancel(HOSTILE, { key: HOSTILE, secret: 'abcdef' });
    await mock.cancel('x', { key: HOSTILE, path: '/auth/%3Cb%3E?' + encodeURI(HOSTILE) });
    await page.locator('#entries tr', { hasText: '#2' }).click();
    await page.locator('#accounts button', { hasText: HOSTILE }).click();
    await page.locator('#orders li', { hasText: HOSTILE }).waitFor();
    await page.selectOption('#by-key', { label: HOSTILE });
    assert.equal(await rows(page).count(), 2);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    // Even a script that found its way in would not run.
    const ran = await page.evaluate(() => {
      try { document.body.insertAdjacentHTML('beforeend', '<i></i>'); return true; } catch { return false; }
    });
    assert.equal(ran, false);
    page.complaints = page.complaints.filter(text => !text.includes('TrustedHTML'));
    return page;
  },

  async 'loads, refuses and removes scenarios'(mock) {
    const page = await open(mock);
    const scenario = { schema: 'scenario_v1', name: 'three lost', about: 'Three cancels are answered by a closed door.',
      rules: [{ id: 'lost', when: { first: 3 }, phase: 'after_effect', fault: { type: 'reset_peer' } }] };
    await page.fill('#scenario', JSON.stringify({ ...scenario, rulez: [] }));
    await page.click('#scenario-load');
    await said(page, 'rulez');
    await page.setInputFiles('#scenario-file', { name: 's.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(scenario)) });
    await page.waitForFunction(() => document.getElementById('scenario').value.includes('three lost'));
    await page.click('#scenario-load');
    await page.getByText('In force: three lost (1 rule, seed 0).').waitFor();
    await assert.rejects(mock.cancel(SAMPLE_ID));
    await page.locator('#entries tr', { hasText: 'reset' }).getByText('hidden from the client').waitFor();
    await page.click('#scenario-remove');
    await page.getByText('No rule is in force.').waitFor();
    page.complaints = page.complaints.filter(text => !text.includes('400'));
    return page;
  },

  async 'fills orders, half and whole'(mock) {
    const page = await open(mock);
    const order = page.locator('#orders li', { hasText: SAMPLE_ID });
    await order.getByText('Fill half').click();
    await said(page, `Of order ${SAMPLE_ID} 0.011125 remain.`);
    await order.getByText('0.011125 of 0.02225 filled').waitFor();
    await order.getByRole('button', { name: `Fill order ${SAMPLE_ID}`, exact: true }).click();
    await order.getByText('COMPLETED').waitFor();
    assert.equal(await order.getByRole('button').count(), 0);
    await page.locator('#entries tr', { hasText: '#2' }).getByText('filled').waitFor();
    assert.match(await rows(page).first().innerText(), /demo-key[\s\S]*\(control side\)[\s\S]*filled/);
    await rows(page).first().click();
    assert.match(await page.locator('#facts').innerText(), /the control side[\s\S]*0.011125 of 849c/);
    assert.equal(await mock.cancel(SAMPLE_ID), 503);
    await page.locator('#entries tr', { hasText: '#3' }).getByText('already_completed').waitFor();
    assert.equal(await page.getByText('hidden from the client').count(), 0);
    return page;
  },

  async 'starts over'(mock) {
    const page = await open(mock);
    await mock.cancel(SAMPLE_ID);
    await page.locator('#orders li', { hasText: SAMPLE_ID }).getByText('CANCELLED').waitFor();
    await page.click('#reset-one');
    await page.locator('#orders li', { hasText: SAMPLE_ID }).getByText('ACTIVE').waitFor();
    await page.click('#clear');
    await page.getByText('Nothing was received yet.').waitFor();
    assert.equal(await rows(page).count(), 0);
    await mock.cancel(SAMPLE_ID);
    await rows(page).first().waitFor();
    await page.click('#reset-all');
    await page.locator('#orders li', { hasText: SAMPLE_ID }).getByText('ACTIVE').waitFor();
    return page;
  },

  async 'finds the mock again after it was started anew'(mock) {
    const page = await open(mock);
    await mock.cancel(SAMPLE_ID);
    await mock.cancel(SAMPLE_ID);
    await page.locator('#entries tr', { hasText: '#2' }).waitFor();
    await mock.stop();
    await page.getByText('no connection').waitFor();
    const again = await Mock.start('--listen', mock.url.slice('http://'.length));
    mock.process = again.process;
    await page.getByText('Nothing was received yet.').waitFor();
    await mock.cancel('anew');
    await page.locator('#entries tr', { hasText: 'unknown_order' }).waitFor();
    page.complaints = [];
    return page;
  },

  async 'can be read on a phone, in the dark and in the light'(mock) {
    await mock.cancel(SAMPLE_ID);
    await mock.cancel('0123456789'.repeat(30));
    await mock.cancel(SAMPLE_ID, { secret: 'wrong', key: 'nobody' });
    const grounds = new Set();
    let page;
    for (const scheme of ['light', 'dark']) {
      page = await open(mock, { scheme, viewport: { width: 360, height: 740 } });
      await rows(page).nth(2).waitFor();
      await rows(page).nth(0).click();
      await page.locator('#detail').waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, 'wider than the phone');
      grounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      for (const selector of ['body', '.note', '.badge', '.good', '.bad', 'button.first', '#facts dt', 'td.num button']) {
        const contrast = await page.locator(selector).locator('visible=true').first().evaluate(contrastOf);
        assert.ok(contrast >= 4.5, `${scheme}: ${selector} has a contrast of ${contrast.toFixed(2)}`);
      }
      if (scheme === 'light') await page.close();
    }
    assert.equal(grounds.size, 2);
    return page;
  },

  async 'works by keyboard'(mock) {
    const page = await open(mock);
    await mock.cancel(SAMPLE_ID);
    await page.getByRole('button', { name: 'Show entry 1' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entry #1' }).waitFor();
    return page;
  },
};

// The feed as a page of somebody's own sees it: another origin, plain and over TLS.
async function feedInAPage() {
  const mock = await Mock.start('--tls');
  const stranger = createServer((_, answer) => answer.end('<!doctype html><title>my own page</title>'));
  await new Promise(done => stranger.listen(0, '127.0.0.1', done));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${stranger.address().port}/`);
  for (const url of [mock.url.replace(/^https?/, 'ws'), mock.url.replace(/^https?/, 'wss')]) {
    const told = await page.evaluate(target => new Promise((done, failed) => {
      const feed = new WebSocket(target);
      const categories = [];
      feed.onopen = () => feed.send('{"op":"sub","content":"USD_BTC_PERP:index"}');
      feed.onmessage = ({ data }) => {
        const { category, result } = JSON.parse(data);
        categories.push(category);
        if (category === 'index') feed.close(1000), done({ categories, index: result.index });
      };
      feed.onclose = ({ code }) => failed(new Error(`${target} was closed: ${code}`));
    }), url);
    assert.deepEqual(told, { categories: ['subscribed', 'index'], index: 50000 }, url);
  }
  await page.close();
  stranger.close();
  await mock.stop();
}

async function withToken() {
  const mock = await Mock.start('--control-token', 'open-sesame');
  const page = await open(mock);
  await page.locator('#token').waitFor();
  await page.fill('#token input', 'open-sesame');
  await page.click('#token button');
  await page.locator('#accounts button', { hasText: 'demo-key' }).waitFor();
  await mock.cancel(SAMPLE_ID);
  await rows(page).first().waitFor();
  await mock.stop();
  await page.close();
}

async function takePicture() {
  const mock = await Mock.start();
  const page = await open(mock);
  await page.locator('#accounts button', { hasText: 'demo-key' }).click();
  await mock.cancel('392392320eoweqwie3');
  await mock.cancel('32302131320dqe', { secret: 'another-secret' });
  await page.click('#fail-before');
  await said(page, 'nothing happens');
  await mock.cancel(SAMPLE_ID);
  await page.click('#fail-after');
  await said(page, 'although');
  await mock.cancel(SAMPLE_ID);
  await mock.cancel(SAMPLE_ID);
  await page.locator('#entries tr', { hasText: '#5' }).waitFor();
  await page.locator('#entries tr', { hasText: '#4' }).click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(screenshots, 'live-page.png') });
  await mock.stop();
  await page.close();
}

let failed = 0;
const withOwnMock = [['asks for the control token', withToken], ['a page of another origin hears the feed', feedInAPage]];
for (const [name, test] of [...Object.entries(tests), ...withOwnMock]) {
  const began = Date.now();
  const mock = withOwnMock.some(([, own]) => own === test) ? null : await Mock.start();
  try {
    const page = await test(mock);
    if (page) {
      assert.deepEqual(page.complaints, [], 'the browser complained');
      assert.deepEqual(page.outside, [], 'the page asked for something from outside');
      await page.close();
    }
    console.log(`ok      ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`failed  ${name}\n${error.stack}`);
  }
  if (mock) await mock.stop();
}
if (screenshots && failed === 0) await takePicture();
await browser.close();
await rm(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
