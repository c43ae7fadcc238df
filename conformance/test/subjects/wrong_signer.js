// A client that signs wrongly, in the way that is named: every mistake of the catalogue, made as
// for the negative vectors (signing/diagnosis/negative/mistakes.js), and right in all else.
//
//   node wrong_signer.js hex_instead_of_base64 ORDER_ID       (or hex_instead_of_base64:2)
//
// Where a mistake changes nothing for an id, the request is right. It writes to the socket itself,
// since HTTP libraries refuse some of these headers.
'use strict';

const net = require('net');
const path = require('path');
const { mistakes, made_by, request_of } =
  require(path.join(__dirname, '..', '..', '..', 'signing', 'diagnosis', 'negative', 'mistakes.js'));

if (process.argv[2] === '--check') process.exit(0);  // the packages are there
const [mistake, way] = process.argv[2].split(':');
const id = process.argv[3];

// What the negative vectors make with Python, or in ways that no HTTP message can carry.
const base32 = (bytes) => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{1,5}/g).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)]);
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
};
mistakes.other_base_instead_of_base64 = [(m) => base32(m.mac)];
mistakes.white_space_in_signature = [(m) => `${m.signature.slice(0, 22)} ${m.signature.slice(22)}`];

// Some mistakes need a form of more than the id.
const now = String(Date.now());
const further_fields = {
  field_order_differs: { timestamp: now, recv_window: '5000' },
  text_escaped: { timestamp: now },
  clock_read_twice: { timestamp: now },
  literal_spelled_differently: { reduce_only: 'true' },
  line_ends_in_value_differ: { note: 'x\ny' },
};

// Most digests hold a byte that no header can; this finds a form whose digest has none.
function fields_for_raw_bytes(input) {
  for (let n = 0; ; n += 1) {
    const fields = { n: String(n), ...input.payload };
    const { mac } = request_of({ ...input, payload: fields });
    if (mac.every((byte) => byte > 0x20 && byte !== 0x7f)) return fields;
  }
}
const url = new URL(process.env.EVERSTRIKE_BASE_URL);
const input = {
  api_key: process.env.EVERSTRIKE_API_KEY,
  secret: process.env.EVERSTRIKE_SECRET_KEY,
  payload: { ...further_fields[mistake], id },
};
if (mistake === 'raw_bytes_instead_of_base64') input.payload = fields_for_raw_bytes(input);
if (url.protocol !== 'http:') process.exit(89);

function request_text(m) {
  const body = Buffer.from(m.body);
  const type = m.body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
  const headers = [['host', url.host], ['content-type', type], ['content-length', body.length],
    ['connection', 'close']];
  if (m.api_key_sent !== null) headers.push(['x-api-key', m.api_key_sent ?? input.api_key]);
  if (m.signature !== null) headers.push(['x-signature', m.signature]);
  for (const [name, value] of m.headers ?? []) {
    const same = headers.findIndex((header) => header[0].toLowerCase() === name.toLowerCase());
    if (same >= 0) headers.splice(same, 1);
    headers.push([name, value]);
  }
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `POST ${m.target ?? '/auth/cancel'} HTTP/1.1\r\n${lines}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

function is_confirmed(answer) {
  const end = answer.indexOf('\r\n\r\n');
  if (!answer.startsWith('HTTP/1.1 200 ') || end < 0) return false;
  try {
    const json = JSON.parse(answer.slice(end + 4));
    return json.code === 200 && json.result.id === id;
  } catch {
    return false;
  }
}

const made = made_by(mistakes[mistake][Number(way ?? 0)], input) ?? request_of(input);
const socket = net.connect(Number(url.port), url.hostname);
let answer = '';
process.exitCode = 6;
socket.setTimeout(3000, () => socket.destroy());
socket.on('data', (bytes) => { answer += bytes; });
socket.on('error', (error) => console.error(String(error)));
socket.on('close', () => { process.exitCode = is_confirmed(answer) ? 0 : 6; });
socket.end(request_text(made));
