// Signs with the packages and calls of the exchange's JavaScript example, one JSON object a line
// in and one out, until its input ends. The parity tests and script/vectors keep one such process
// alive and ask it for the truth; nothing in here comes from the C++ code.
//
// Questions: {"op":"versions"}, {"op":"sign",…}, {"op":"send",…}, {"op":"verify",…}. Bytes travel as
// hex. Values that JSON readers would change travel tagged: see `value_of`.
'use strict';

const http = require('http');
const net = require('net');
const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');

const npm_folder = path.join(__dirname, '..', '..', '..', 'fixtures', 'npm');
const packages = createRequire(path.join(npm_folder, 'package.json'));
let formurlencoded, crypto, fetch;
try {
  formurlencoded = packages('form-urlencoded').default;
  crypto = packages('crypto-js');
  fetch = packages('node-fetch');
} catch (error) {
  console.error('the npm packages of the documented example are not installed: run script/bootstrap '
    + '(or `npm ci` in fixtures/npm). ' + String(error.message).split('\n')[0]);
  process.exit(3);
}
const { mistakes } = require('./javascript_mistakes.js');
mistakes.use({ formurlencoded, crypto });

const url = 'http://api.testnet.everstrike.io/auth/cancel';

// value_of turns the tagged form into a JavaScript value: text, null and booleans stand for
// themselves; {"number": text}, {"list": […]}, {"object": [[name, value], …]}.
function value_of(tagged) {
  if (tagged === null || typeof tagged !== 'object') return tagged;
  if ('number' in tagged) return Number(tagged.number);
  if ('list' in tagged) return tagged.list.map(value_of);
  return object_of(tagged.object);
}

// Holds what an object literal holds. There "__proto__" sets the prototype and makes no property;
// writing it twice, which assignments would allow, is a syntax error.
function object_of(pairs) {
  const object = {};
  for (const [name, value] of pairs) {
    if (name !== '__proto__') object[name] = value_of(value);
  }
  return object;
}

const words_of = (hex) => crypto.enc.Hex.parse(hex);

// text_of gives text where the bytes are UTF-8 (the documented call takes text), else null.
function text_of(hex) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'));
  } catch {
    return null;
  }
}

const hex_of = (text) => Buffer.from(text, 'utf8').toString('hex');

// The documented calls. Bytes that are no text go in as crypto-js's own word arrays.
function sign(question) {
  const payload = question.payload && object_of(question.payload);
  const body_hex = payload ? hex_of(formurlencoded(payload)) : question.body_hex;
  const body = text_of(body_hex) ?? words_of(body_hex);
  const secret = text_of(question.secret_hex) ?? words_of(question.secret_hex);
  const mac = crypto.HmacSHA256(body, secret);
  return {
    body_hex, mac_hex: mac.toString(crypto.enc.Hex), signature: mac.toString(crypto.enc.Base64),
  };
}

// send signs, makes the asked mistake if there is one, and posts with node-fetch to a socket that
// keeps the bytes. `request_head` is missing where the library refused to send.
async function send(question) {
  const right = sign(question);
  const made = {
    payload: question.payload && object_of(question.payload), secret: text_of(question.secret_hex),
    api_key: question.api_key, body: text_of(right.body_hex), sent_body: null,
    mac: words_of(right.mac_hex), signature: right.signature,
  };
  const sent_signature = question.mistake
    ? mistakes.signature(question.mistake, made) : right.signature;
  const sent_body_hex = made.sent_body === null ? right.body_hex : hex_of(made.sent_body);
  let bytes = null;
  try {
    bytes = await posted({
      method: 'POST', body: text_of(sent_body_hex) ?? Buffer.from(sent_body_hex, 'hex'),
      headers: {
        'content-type': 'application/x-www-form-urlencoded', 'x-api-key': question.api_key,
        'x-signature': sent_signature,
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;  // node-fetch's word for an illegal header
  }
  if (bytes === null) return { ...right, sent_body_hex, sent_signature };
  const head_length = bytes.indexOf('\r\n\r\n') + 4;
  return {
    ...right, request_head: bytes.subarray(0, head_length).toString('latin1'),
    sent_body_hex: bytes.subarray(head_length).toString('hex'), sent_signature,
  };
}

let received = Buffer.alloc(0);
const exchange = net.createServer((socket) => {
  socket.on('data', (piece) => {
    received = Buffer.concat([received, piece]);
    const head_length = received.indexOf('\r\n\r\n') + 4;
    if (head_length < 4) return;
    const head = received.subarray(0, head_length).toString('latin1');
    const length = Number((/^content-length: (\d+)\r$/im.exec(head) ?? [0, 0])[1]);
    if (received.length < head_length + length) return;
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
  });
  socket.on('error', () => {});
});

async function posted(options) {
  received = Buffer.alloc(0);
  const agent = new http.Agent({ keepAlive: true });
  agent.createConnection = () => net.connect(exchange.address().port, '127.0.0.1');
  const submitted = await fetch(url, { ...options, agent });
  await submitted.json();
  agent.destroy();
  return received;
}

function verify(question) {
  const made = sign({ body_hex: question.body_hex, secret_hex: question.secret_hex });
  return { ok: made.signature === question.signature };
}

function versions() {
  const of = (name) => packages(path.join(npm_folder, 'node_modules', name, 'package.json')).version;
  return {
    'crypto-js': of('crypto-js'), 'form-urlencoded': of('form-urlencoded'), node: process.versions.node,
    'node-fetch': of('node-fetch'),
  };
}

const answers = { versions, sign, send, verify, mistakes: () => ({ mistakes: mistakes.table() }) };

exchange.listen(0, '127.0.0.1', async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    let answer;
    try {
      answer = await answers[question.op](question);
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
  }
  exchange.close();
});
