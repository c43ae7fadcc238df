// Makes every mistake of the catalogue with the libraries that people make them with: Node's own
// crypto and encoders, crypto-js and form-urlencoded. Prints one JSON object with all requests.
// Called by script/negative-vectors; nothing in here comes from the C++ code.
'use strict';

const crypto = require('crypto');
const path = require('path');
const querystring = require('querystring');
const util = require('util');
const { createRequire } = require('module');

const npm_folder = path.join(__dirname, '..', '..', '..', 'fixtures', 'npm');
const packages = createRequire(path.join(npm_folder, 'package.json'));
const version_of = (name) => require(path.join(npm_folder, 'node_modules', name, 'package.json')).version;
let formurlencoded, cryptojs;
try {
  formurlencoded = packages('form-urlencoded').default;
  cryptojs = packages('crypto-js');
} catch (error) {
  console.error('the npm packages of the documented example are not installed: run script/bootstrap '
    + '(or `npm ci` in fixtures/npm). ' + String(error.message).split('\n')[0]);
  process.exit(3);
}

const inputs = [
  { api_key: 'demo-key', secret: 'demo-secret',
    payload: { id: "a b~c*d'e(f)!g/h:i@j[k]é%l+m" } },
  { api_key: 'k2-Ab9', secret: 'Zm9vYmFyLXNlY3JldA==',
    payload: { timestamp: '1551137077642', recv_window: '5000', id: '849cdea0395411e98f54b395ae9c7bb6' } },
  { api_key: '<YOUR_API_KEY>', secret: '<YOUR_SECRET_KEY>',
    payload: { pair: 'USD BTC', reduce_only: 'true', qty: '0.00001', id: 'Zoë & co' } },
  { api_key: 'hex-key', secret: '00ff6465616462656566c0de',
    payload: { 'ids[0]': 'a b', 'ids[1]': 'c/d' } },
  { api_key: 'pad-key', secret: ' "Pa$s #wörd=" \n',
    payload: { id: '392392320eoweqwie3' } },
  { api_key: 'num-key', secret: 'se+cr/et%21 x',
    payload: { id: '12345678901234567890', note: 'x\ny', qty: '1' } },
];

// --- what a program holds just before it sends ---

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const hmac = (text, key, hash = 'sha256') => crypto.createHmac(hash, key).update(text).digest();
const hash = (text, name = 'sha256') => crypto.createHash(name).update(text).digest();
const documented = (text, secret) => cryptojs.HmacSHA256(text, secret).toString(cryptojs.enc.Base64);
const lower_escapes = (text) => text.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase());
const entries = (m) => Object.entries(m.payload);
const raw = (m) => entries(m).map(([k, v]) => k + '=' + v).join('&');
const sorted = (payload) => Object.fromEntries(Object.entries(payload).sort());
const url = 'https://api.testnet.everstrike.io/auth/cancel';
const path_only = '/auth/cancel';
const ids = (m) => (m.payload['ids[0]'] === undefined ? null : [m.payload['ids[0]'], m.payload['ids[1]']]);
const repr = (list) => '[' + list.map((v) => "'" + v + "'").join(', ') + ']';
const has_blank = (m) => /\+/.test(m.body);

// Way of making a request: gives the text of x-signature, or an object with more than that.
// In stored blocks, which every zlib writes alike; each byte that is no ASCII is half a surrogate pair
// (Python's PEP 383).
const deflated = (text) => Array.from(require('node:zlib').deflateSync(text, { level: 0 }),
  (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
const signing = (text_of) => (m) => {
  const text = text_of(m);
  return text === null || text === undefined ? null : documented(text, m.secret);
};
const keyed = (key_of) => (m) => {
  const key = key_of(m);
  return key === null ? null : base64(hmac(m.body, key));
};
// The right signature of the documented body, with another body on the wire.
const sending = (body_of) => (m) => ({ signature: m.signature, body: body_of(m) });
const with_header = (name, value_of) => (m) => ({
  signature: documented(name + value_of(m), m.secret), headers: [[name, value_of(m)]] });

// An encoder that writes blanks otherwise and nothing else is another mistake.
const with_encoder = (encode) => (m) => {
  const text = encode(m);
  return text.replace(/%20/g, '+') === m.body.replace(/%20/g, '+') ? null : text;
};

function word_array_text(m) {
  return JSON.stringify(cryptojs.HmacSHA256(m.body, m.secret));
}

const mistakes = {
  hex_instead_of_base64: [
    (m) => m.mac.toString('hex'), (m) => cryptojs.HmacSHA256(m.body, m.secret).toString().toUpperCase(),
    (m) => '0x' + m.mac.toString('hex'), (m) => m.mac.toString('hex').toUpperCase().match(/../g).join('-'),
    (m) => m.mac.toString('hex').match(/../g).join(':')],
  base64_of_hex: [(m) => base64(m.mac.toString('hex')), (m) => btoa(m.mac.toString('hex').toUpperCase())],
  base64url_instead_of_base64: [
    (m) => m.mac.toString('base64url'),
    (m) => m.signature.replace(/\+/g, '-').replace(/\//g, '_')],
  base64_padding_wrong: [(m) => m.signature.replace(/=/g, ''), (m) => m.signature + '='],
  base64_not_canonical: [(m) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    return m.signature.slice(0, 42) + alphabet[alphabet.indexOf(m.signature[42]) + 1] + '=';
  }],
  base64_twice: [(m) => base64(m.signature)],
  white_space_in_signature: [
    (m) => m.signature + '\n', (m) => ' ' + m.signature, (m) => m.signature.slice(0, 22) + '\r\n ' + m.signature.slice(22)],
  signature_percent_encoded: [
    (m) => encodeURIComponent(m.signature), (m) => lower_escapes(encodeURIComponent(m.signature)),
    (m) => encodeURIComponent(encodeURIComponent(m.signature))],
  plus_became_blank: [(m) => (m.signature.includes('+') ? new URLSearchParams('s=' + m.signature).get('s') : null)],
  signature_quoted: [
    (m) => JSON.stringify(m.signature), (m) => "'" + m.signature + "'", (m) => '<' + m.signature + '>'],
  signature_json_escaped: [
    (m) => m.signature.replace(/\//g, '\\/'), (m) => m.signature.replace(/=/g, '\\u003d'),
    (m) => (m.signature.includes('+') ? m.signature.replace(/\+/g, '\\u002B') : null)],
  python_bytes_text: [(m) => `b'${m.signature}'`],
  text_around_signature: [
    (m) => 'sha256=' + m.signature, (m) => 'HMAC ' + m.signature, (m) => 'v1,' + m.signature,
    (m) => 'hmac-sha256:' + m.signature, (m) => m.signature + ';', (m) => m.api_key + ':' + m.signature],
  signature_doubled: [(m) => m.signature + m.signature],
  signature_truncated: [
    (m) => m.signature.slice(0, 40), (m) => base64(m.mac.subarray(0, 16)), (m) => base64(m.mac.subarray(0, 31)),
    (m) => m.signature.slice(0, 30)],
  signature_letter_case_changed: [(m) => m.signature.toLowerCase(), (m) => m.signature.toUpperCase()],
  signature_punctuation_lost: [(m) => m.signature.replace(/\W/g, '')],
  signature_altered: [
    (m) => (m.signature[5] === 'A' ? null : m.signature.slice(0, 5) + 'A' + m.signature.slice(6)),
    (m) => m.signature.slice(1), (m) => m.signature.slice(0, 20) + 'x' + m.signature.slice(20)],
  signature_reversed: [(m) => base64(Buffer.from(m.mac).reverse())],
  byte_list_instead_of_base64: [
    (m) => String(new Uint8Array(m.mac)), (m) => JSON.stringify(m.mac), (m) => JSON.stringify([...m.mac]),
    word_array_text],
  raw_bytes_instead_of_base64: [(m) => m.mac.toString('latin1')],
  digest_read_as_text: [
    (m) => base64(Buffer.from(m.mac.toString('latin1'), 'utf8')), (m) => base64(Buffer.from(m.mac.toString(), 'utf8'))],
  object_sent_as_signature: [
    (m) => String({ mac: m.mac }), () => String(undefined), () => String(Promise.resolve('x')), () => String(null)],

  blank_plus_or_percent20: [
    signing((m) => m.body.replace(/\+/g, '%20')), sending((m) => m.body.replace(/\+/g, '%20'))],
  values_not_encoded: [signing(raw), signing((m) => decodeURIComponent(m.body))],
  encoded_signed_raw_sent: [sending(raw)],
  escape_letter_case: [signing((m) => lower_escapes(m.body)), sending((m) => lower_escapes(m.body))],
  other_reserved_characters: [
    signing(with_encoder((m) => String(new URLSearchParams(m.payload)))), signing(with_encoder((m) => querystring.stringify(m.payload))),
    sending(with_encoder((m) => String(new URLSearchParams(m.payload)))), sending(with_encoder((m) => querystring.stringify(m.payload))),
    signing(with_encoder((m) => m.body.replace(/%7E/g, '~'))), signing(with_encoder((m) => encodeURI(raw(m))))],
  encoded_twice: [
    signing((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, encodeURIComponent(v)])))),
    sending((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, encodeURIComponent(v)])))),
    signing((m) => encodeURIComponent(m.body)), sending((m) => encodeURIComponent(m.body)),
    sending((m) => new URLSearchParams({ [m.body]: '' }).toString())],
  other_charset: [
    (m) => base64(hmac(Buffer.from(m.body, 'utf16le'), m.secret)),
    signing((m) => (/[^\0-\x7f]/.test(raw(m)) ? entries(m).map(([k, v]) => escape(k) + '=' + escape(v)).join('&') : null)),
    signing((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, Buffer.from(v, 'utf8').toString('latin1')])))),
    sending((m) => m.body.replace(/%C3%([89AB])/g, (_, d) => '%' + 'CDEF'['89AB'.indexOf(d)]))],
  unicode_form_differs: [
    signing((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, v.normalize('NFD')])))),
    sending((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, v.normalize('NFD')]))))],
  field_order_differs: [
    signing((m) => formurlencoded(sorted(m.payload))), signing((m) => m.body.split('&').reverse().join('&')),
    sending((m) => formurlencoded(sorted(m.payload))),
    signing((m) => { const p = m.body.split('&'); return p.length < 3 ? null : [p[1], p[0], ...p.slice(2)].join('&'); })],
  field_added_after_signing: [
    sending((m) => m.body + '&timestamp=1551137077999'), sending((m) => 'recv_window=5000&' + m.body),
    signing((m) => (m.payload.timestamp ? formurlencoded({ id: m.payload.id }) : null)),
    sending((m) => m.body + '&signature=' + encodeURIComponent(m.signature))],
  field_signed_but_not_sent: [
    signing((m) => m.body + '&recv_window=60000'), signing((m) => 'api_key=' + encodeURIComponent(m.api_key) + '&' + m.body),
    (m) => ({ signature: documented(m.body + '&timestamp=1700000000123', m.secret), headers: [['X-Timestamp', '1700000000123']] })],
  none_signed_but_not_sent: [
    signing((m) => m.body + '&price=undefined'), signing((m) => m.body + '&customer_id=null'),
    signing((m) => formurlencoded({ ...m.payload, id: 'undefined' }))],
  field_sent_twice: [
    sending((m) => m.body + '&' + m.body.split('&')[0]), signing((m) => m.body + '&' + m.body.split('&')[0])],
  list_written_differently: [
    sending((m) => ids(m) && querystring.stringify({ ids: ids(m) }).replace(/%20/g, '+')),
    signing((m) => ids(m) && 'ids=' + encodeURIComponent(String(ids(m))).replace(/%20/g, '+')),
    signing((m) => ids(m) && ids(m).map((id) => formurlencoded({ 'ids[]': id })).join('&')),
    signing((m) => ids(m) && formurlencoded({ ids: JSON.stringify(ids(m)) }))],
  literal_spelled_differently: [
    sending((m) => m.payload.qty && formurlencoded({ ...m.payload, qty: Number(m.payload.qty) === 1 ? '1.0' : '1e-05' })),
    signing((m) => m.payload.reduce_only && formurlencoded({ ...m.payload, reduce_only: 'True' })),
    signing((m) => (/^\d{20}$/.test(m.payload.id) ? formurlencoded({ ...m.payload, id: Number(m.payload.id) }) : null)),
    signing((m) => m.payload.qty && formurlencoded({ ...m.payload, qty: m.payload.qty.replace('.', ',') }))],
  value_spelled_differently: [
    signing((m) => m.payload.id && formurlencoded({ ...m.payload, id: m.payload.id.toUpperCase() })),
    sending((m) => (/^[0-9a-f]{32}$/.test(m.payload.id) ? formurlencoded({ ...m.payload,
      id: m.payload.id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') }) : null)),
    sending((m) => m.payload.id && formurlencoded({ ...m.payload, id: ' ' + m.payload.id + ' ' })),
    signing((m) => formurlencoded(Object.fromEntries(entries(m).map(([k, v]) => [k, '"' + v + '"']))))],
  line_ends_in_value_differ: [sending((m) => (m.payload.note ? m.body.replace(/%0A/g, '%0D%0A') : null))],
  value_only_signed: [signing((m) => m.payload.id), signing((m) => Object.values(m.payload).join('')),
    signing((m) => (entries(m).length > 1 ? Object.values(m.payload).join('|') : null))],
  other_separators_signed: [
    signing((m) => entries(m).map(([k, v]) => k + v).join('')), signing((m) => entries(m).map(([k, v]) => k + ':' + v).join(',')),
    signing((m) => (entries(m).length > 1 ? m.body.split('&').join('\n') : null)),
    signing((m) => (entries(m).length > 1 ? m.body.split('&').join('') : null))],
  json_signed: [
    signing((m) => JSON.stringify(m.payload)), signing((m) => JSON.stringify(m.payload, null, 2)),
    signing((m) => JSON.stringify(sorted(m.payload))), signing((m) => JSON.stringify(m.payload, null, 4)),
    signing((m) => (m.payload.timestamp ? JSON.stringify({ ...m.payload, timestamp: 1551137077642, recv_window: 5000 }) : null))],
  json_sent: [sending((m) => JSON.stringify(m.payload)), sending((m) => JSON.stringify(m.payload, null, 2))],
  json_written_again: [
    (m) => ({ signature: documented(JSON.stringify(m.payload), m.secret), body: JSON.stringify(m.payload, null, 2) }),
    (m) => ({ signature: documented(JSON.stringify(m.payload, null, 1).replace(/\n */g, ' '), m.secret), body: JSON.stringify(m.payload) })],
  multipart_sent: [sending((m) => entries(m).map(([k, v]) => '------formdata-undici-0123\r\n'
    + `Content-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join('') + '------formdata-undici-0123--\r\n')],
  object_text_signed: [
    signing((m) => String(m.payload)), signing((m) => util.inspect(m.payload, { compact: 9, breakLength: 999 })),
    signing(() => String(undefined + '').replace('undefined', '[object FormData]')), signing((m) => String(entries(m)))],
  empty_text_signed: [signing(() => ''), signing(() => '{}'), signing(() => '[]')],
  query_signed: [
    (m) => ({ signature: m.signature, body: '', target: path_only + '?' + m.body }),
    (m) => ({ signature: documented('timestamp=1700000000123&' + m.body, m.secret), target: path_only + '?timestamp=1700000000123' })],
  ampersand_or_question_mark: [
    signing((m) => '?' + m.body), signing((m) => '&' + m.body), signing((m) => m.body + '&'),
    sending((m) => m.body + '&'), sending((m) => '&' + m.body)],
  line_end_signed: [signing((m) => m.body + '\n'), signing((m) => m.body + '\r\n'), signing((m) => '\n' + m.body)],
  line_end_sent: [sending((m) => m.body + '\n'), sending((m) => m.body + '\r\n'), sending((m) => m.body + ' ')],
  invisible_bytes_signed: [
    signing((m) => m.body + ' '), signing((m) => '\ufeff' + m.body), signing((m) => m.body + '\0'), signing((m) => m.body + '\t')],
  bytes_added_after_signing: [sending((m) => m.body + 'x'), sending((m) => '\0' + m.body), sending((m) => m.body + '\0\0')],
  path_signed: [
    signing((m) => path_only + m.body), signing((m) => path_only + '?' + m.body), signing((m) => path_only + '\n' + m.body),
    signing((m) => 'auth/cancel' + m.body), signing((m) => m.body + path_only)],
  method_signed: [
    signing((m) => 'POST' + path_only + m.body), signing((m) => `POST\n${path_only}\n${m.body}`),
    signing((m) => `post ${path_only} ${m.body}`), signing((m) => `POST ${path_only}?${m.body}`),
    signing((m) => 'POST' + m.body), signing((m) => `POST|${path_only}|${m.body}`), signing((m) => 'POST&' + m.body)],
  url_signed: [
    signing((m) => url + m.body), signing((m) => url + '?' + m.body), signing((m) => 'POST' + url + m.body),
    (m) => ({ signature: documented('POST\napi.everstrike.io\n/auth/cancel\n' + m.body, m.secret) }),
    (m) => ({ signature: documented('localhost:8080/auth/cancel' + m.body, m.secret), headers: [['host', 'localhost:8080']] })],
  timestamp_signed: [
    (m) => ({ signature: documented('1700000000123' + m.body, m.secret), headers: [['x-timestamp', '1700000000123']] }),
    (m) => ({ signature: documented('1700000000123POST/auth/cancel' + m.body, m.secret), headers: [['KC-API-TIMESTAMP', '1700000000123']] }),
    (m) => ({ signature: documented('1700000000123' + m.api_key + '5000' + m.body, m.secret), headers: [['X-BAPI-TIMESTAMP', '1700000000123']] }),
    (m) => ({ signature: documented('1700000000.' + m.body, m.secret), headers: [['x-request-time', '1700000000']] }),
    signing((m) => m.payload.timestamp && m.body + m.payload.timestamp)],
  api_key_signed: [signing((m) => m.api_key + m.body), signing((m) => m.body + m.api_key), signing((m) => m.api_key + ':' + m.body)],
  secret_in_signed_text: [signing((m) => m.body + m.secret), signing((m) => m.body + '&secret=' + m.secret)],
  letter_case_of_text: [signing((m) => m.body.toLowerCase()), signing((m) => m.body.toUpperCase())],
  text_quoted: [signing((m) => JSON.stringify(m.body)), signing((m) => util.inspect(m.body))],
  text_escaped: [
    signing((m) => (m.body.includes('&') ? m.body.replace(/&/g, '&amp;') : null)),
    signing((m) => (m.body.includes('&') ? m.body.replace(/&/g, '\\u0026') : null))],
  text_repeated: [
    (m) => { const h = crypto.createHmac('sha256', m.secret); h.update(m.body); return h.update(m.body).digest('base64'); },
    sending((m) => m.body + m.body)],
  text_in_base64_or_hex: [
    signing((m) => base64(m.body)), signing((m) => Buffer.from(m.body).toString('hex')), signing((m) => Buffer.from(m.body).toString('base64url'))],
  text_hashed_first: [
    (m) => base64(hmac(hash(m.body), m.secret)), signing((m) => hash(m.body).toString('hex')), signing((m) => base64(hash(m.body))),
    signing((m) => cryptojs.MD5(m.body).toString()), (m) => cryptojs.HmacSHA256(cryptojs.SHA256(m.body), m.secret).toString(cryptojs.enc.Base64)],
  old_signature_reused: [
    (m) => ({ signature: documented('id=earlier', m.secret), earlier_bodies: ['id=later', 'id=earlier'] }),
    (m) => ({ signature: m.signature, body: m.body + 'x', earlier_bodies: [m.body] })],
  bytes_lost_after_signing: [sending((m) => m.body.slice(0, -1)), sending((m) => m.body.slice(1))],
  body_compressed_after_signing: [
    (m) => ({ signature: m.signature, body: deflated(m.body), headers: [['Content-Encoding', 'deflate']] })],
  other_notation_sent: [
    sending((m) => util.inspect(m.payload, { compact: 9, breakLength: 999 })), sending((m) => JSON.stringify(m.body)),
    sending((m) => base64(m.body)), sending((m) => Buffer.from(m.body).toString('hex')),
    sending((m) => new URLSearchParams({ ...m.body }).toString()),
    sending((m) => (entries(m).length > 1 ? m.body.split('&').join('\n') : null))],
  field_named_differently: [
    signing((m) => ('recv_window' in m.payload ? m.body.replace('recv_window=', 'recvWindow=') : null)),
    sending((m) => ('recv_window' in m.payload ? m.body.replace('recv_window=', 'recvWindow=') : null)),
    sending((m) => m.body.replace(/^id=/, 'order_id=')), signing((m) => m.body.replace(/^id=/, 'orderId='))],
  clock_read_twice: [
    signing((m) => ('timestamp' in m.payload ? formurlencoded({ ...m.payload, timestamp: Number(m.payload.timestamp) - 3 }) : null)),
    sending((m) => ('timestamp' in m.payload ? formurlencoded({ ...m.payload, timestamp: Number(m.payload.timestamp) + 60 }) : null))],

  api_key_used_as_secret: [keyed((m) => m.api_key)],
  key_and_secret_swapped: [(m) => ({ signature: documented(m.body, m.api_key), headers: [['x-api-key', m.secret]] })],
  api_key_joined_to_secret: [
    keyed((m) => m.api_key + m.secret), keyed((m) => m.api_key + ':' + m.secret)],
  secret_of_another_key: [(m) => ({ signature: documented(m.body, 'the other one'), others: [['other-1', 'x'], ['other-2', 'the other one']] })],
  white_space_in_secret: [
    keyed((m) => m.secret.trim()), keyed((m) => m.secret + '\n'), keyed((m) => m.secret + '\r\n'), keyed((m) => ' ' + m.secret), keyed((m) => m.secret + ' ')],
  secret_quoted: [keyed((m) => '"' + m.secret + '"'), keyed((m) => "'" + m.secret + "'")],
  secret_base64_decoded: [
    keyed((m) => (/^[\w+/]+=*$/.test(m.secret) ? Buffer.from(m.secret, 'base64') : null)),
    (m) => (/=$/.test(m.secret) ? cryptojs.HmacSHA256(m.body, cryptojs.enc.Base64.parse(m.secret)).toString(cryptojs.enc.Base64) : null)],
  secret_hex_decoded: [
    keyed((m) => (/^[0-9a-f]+$/.test(m.secret) ? Buffer.from(m.secret, 'hex') : null)),
    (m) => (/^[0-9a-f]+$/.test(m.secret) ? cryptojs.HmacSHA256(m.body, cryptojs.enc.Hex.parse(m.secret)).toString(cryptojs.enc.Base64) : null)],
  secret_encoded: [
    keyed((m) => base64(m.secret)), keyed((m) => Buffer.from(m.secret).toString('hex')),
    keyed((m) => (encodeURIComponent(m.secret) === m.secret ? null : encodeURIComponent(m.secret)))],
  secret_hashed: [
    keyed((m) => hash(m.secret)), keyed((m) => hash(m.secret).toString('hex')), keyed((m) => hash(m.secret, 'md5').toString('hex')),
    keyed((m) => hash(m.secret, 'sha512').toString('hex'))],
  secret_letter_case: [keyed((m) => m.secret.toLowerCase()), keyed((m) => m.secret.toUpperCase())],
  secret_cut: [
    keyed((m) => m.secret.slice(0, -1)), keyed((m) => m.secret.slice(1)), keyed((m) => (m.secret.includes('#') ? m.secret.split('#')[0] : null)),
    keyed((m) => (m.secret.endsWith('=') ? m.secret.replace(/=+$/, '') : null)), keyed((m) => (m.secret.includes('$') ? m.secret.split('$')[0] : null))],
  secret_in_other_charset: [
    keyed((m) => Buffer.from(m.secret, 'utf16le')), keyed((m) => (/[^\0-\x7f]/.test(m.secret) ? Buffer.from(m.secret, 'latin1') : null))],
  placeholder_used_as_secret: [
    keyed(() => ''), keyed(() => String(undefined)), keyed(() => 'YOUR_SECRET_KEY'), keyed(() => String(null)), keyed(() => '<YOUR_SECRET_KEY>')],
  secret_sent_as_signature: [(m) => m.secret, (m) => base64(m.secret)],
  api_key_sent_as_signature: [(m) => m.api_key],

  sha1_instead_of_sha256: [(m) => cryptojs.HmacSHA1(m.body, m.secret).toString(cryptojs.enc.Base64)],
  sha224_instead_of_sha256: [(m) => base64(hmac(m.body, m.secret, 'sha224'))],
  sha384_instead_of_sha256: [(m) => cryptojs.HmacSHA384(m.body, m.secret).toString(cryptojs.enc.Base64)],
  sha512_instead_of_sha256: [(m) => base64(hmac(m.body, m.secret, 'sha512'))],
  md5_instead_of_sha256: [(m) => cryptojs.HmacMD5(m.body, m.secret).toString(cryptojs.enc.Base64)],
  sha3_instead_of_sha256: [(m) => base64(hmac(m.body, m.secret, 'sha3-256')), (m) => base64(hmac(m.body, m.secret, 'sha512-256')),
    (m) => cryptojs.HmacSHA3(m.body, m.secret).toString(cryptojs.enc.Base64), (m) => base64(hmac(m.body, m.secret, 'sha3-512')),
    (m) => base64(hmac(m.body, m.secret, 'blake2b512'))],
  plain_hash_instead_of_hmac: [
    (m) => base64(hash(m.body)), (m) => base64(hash(m.secret + m.body)), (m) => cryptojs.SHA256(m.body + m.secret).toString(cryptojs.enc.Base64),
    (m) => base64(hash(m.secret + m.body + m.secret))],
  hmac_arguments_swapped: [(m) => documented(m.secret, m.body)],
  hmac_hashed_again: [(m) => base64(hash(m.mac)), (m) => base64(hmac(m.mac, m.secret)), (m) => base64(hash(m.mac.toString('hex')))],

  signature_missing: [(m) => ({ signature: null, headers: [['x-api-key', m.api_key]] }), () => ''],
  signature_header_misspelt: [
    (m) => ({ signature: null, headers: [['x-sign', m.signature]] }), (m) => ({ signature: null, headers: [['x_signature', m.signature]] }),
    (m) => ({ signature: null, headers: [['Authorization', m.signature]] })],
  signature_in_query: [
    (m) => ({ signature: null, target: path_only + '?signature=' + encodeURIComponent(m.signature) }),
    (m) => ({ signature: null, target: path_only + '?sign=' + m.signature })],
  signature_in_body: [
    (m) => ({ signature: null, body: m.body + '&signature=' + encodeURIComponent(m.signature) }),
    (m) => ({ signature: null, body: 'sign=' + encodeURIComponent(m.signature) + '&' + m.body })],
  signature_header_twice: [
    (m) => ({ signature: m.signature + ', ' + m.signature }), (m) => ({ signature: documented('id=other', m.secret) + ', ' + m.signature })],
  headers_exchanged: [(m) => ({ signature: m.api_key, headers: [['x-api-key', m.signature], ['x-signature', m.api_key]] })],

  api_key_missing: [(m) => ({ signature: m.signature, api_key_sent: null })],
  api_key_header_misspelt: [
    (m) => ({ signature: m.signature, api_key_sent: null, headers: [['api-key', m.api_key]] }),
    (m) => ({ signature: m.signature, api_key_sent: null, headers: [['X-MBX-APIKEY', m.api_key]] }),
    (m) => ({ signature: m.signature, api_key_sent: null, headers: [['Authorization', `Bearer ${m.api_key}`]] })],
  api_key_in_query: [
    (m) => ({ signature: m.signature, api_key_sent: null, target: path_only + '?apiKey=' + encodeURIComponent(m.api_key) })],
  api_key_in_body: [
    (m) => { const body = m.body + '&api_key=' + encodeURIComponent(m.api_key); return { signature: documented(body, m.secret), api_key_sent: null, body }; }],
  api_key_header_twice: [(m) => ({ signature: m.signature, api_key_sent: [m.api_key, m.api_key].join(', ') })],
  api_key_altered: [
    (m) => ({ signature: m.signature, api_key_sent: JSON.stringify(m.api_key) }),
    (m) => ({ signature: m.signature, api_key_sent: `Bearer ${m.api_key}` }),
    (m) => ({ signature: m.signature, api_key_sent: m.api_key.toUpperCase() })],

  // Two at once: a wrong text, key or function in a wrong encoding, and the likeliest other pairs.
  'hex_instead_of_base64+signature_reversed': [(m) => Buffer.from(m.mac).reverse().toString('hex')],
  'hex_instead_of_base64+line_end_signed': [(m) => hmac(m.body + '\n', m.secret).toString('hex')],
  'hex_instead_of_base64+json_signed': [(m) => cryptojs.HmacSHA256(JSON.stringify(m.payload), m.secret).toString()],
  'hex_instead_of_base64+values_not_encoded': [(m) => hmac(raw(m), m.secret).toString('hex')],
  'hex_instead_of_base64+method_signed': [(m) => hmac('POST' + path_only + m.body, m.secret).toString('hex')],
  'hex_instead_of_base64+text_around_signature': [(m) => 'sha256=' + m.mac.toString('hex')],
  'hex_instead_of_base64+sha512_instead_of_sha256': [(m) => hmac(m.body, m.secret, 'sha512').toString('hex')],
  'hex_instead_of_base64+sha1_instead_of_sha256': [(m) => hmac(m.body, m.secret, 'sha1').toString('hex')],
  'hex_instead_of_base64+md5_instead_of_sha256': [(m) => cryptojs.HmacMD5(m.body, m.secret).toString()],
  'hex_instead_of_base64+api_key_used_as_secret': [(m) => hmac(m.body, m.api_key).toString('hex')],
  'hex_instead_of_base64+hmac_arguments_swapped': [(m) => hmac(m.secret, m.body).toString('hex')],
  'hex_instead_of_base64+plain_hash_instead_of_hmac': [(m) => hash(m.secret + m.body).toString('hex')],
  'hex_instead_of_base64+secret_base64_decoded': [(m) => (/=$/.test(m.secret) ? hmac(m.body, Buffer.from(m.secret, 'base64')).toString('hex') : null)],
  'hex_instead_of_base64+signature_percent_encoded': [(m) => m.mac.toString('hex').replace(/^./, (c) => '%' + c.charCodeAt(0).toString(16))],
  'base64_of_hex+json_signed': [(m) => base64(hmac(JSON.stringify(m.payload), m.secret).toString('hex'))],
  'base64url_instead_of_base64+field_order_differs': [(m) => (entries(m).length < 3 ? null : hmac(formurlencoded(sorted(m.payload)), m.secret).toString('base64url'))],
  'signature_percent_encoded+blank_plus_or_percent20': [(m) => (has_blank(m) ? encodeURIComponent(documented(m.body.replace(/\+/g, '%20'), m.secret)) : null)],
  'signature_quoted+values_not_encoded': [(m) => '"' + documented(raw(m), m.secret) + '"'],
  'signature_in_body+hex_instead_of_base64': [(m) => ({ signature: null, body: m.body + '&signature=' + m.mac.toString('hex') })],
  'signature_in_query+hex_instead_of_base64': [(m) => ({ signature: null, target: path_only + '?signature=' + m.mac.toString('hex') })],
  'signature_header_misspelt+hex_instead_of_base64': [(m) => ({ signature: null, headers: [['signature', m.mac.toString('hex')]] })],
  'values_not_encoded+field_order_differs': [signing((m) => (entries(m).length > 1 ? raw({ payload: sorted(m.payload) }) : null))],
  'json_signed+line_end_signed': [signing((m) => JSON.stringify(m.payload) + '\n')],
  'json_signed+method_signed': [signing((m) => 'POST' + path_only + JSON.stringify(m.payload))],
  'json_signed+api_key_used_as_secret': [(m) => documented(JSON.stringify(m.payload), m.api_key)],
  'json_signed+secret_base64_decoded': [(m) => (/=$/.test(m.secret) ? base64(hmac(JSON.stringify(m.payload), Buffer.from(m.secret, 'base64'))) : null)],
  'values_not_encoded+api_key_used_as_secret': [(m) => documented(raw(m), m.api_key)],
  'field_order_differs+path_signed': [signing((m) => (entries(m).length > 1 ? path_only + formurlencoded(sorted(m.payload)) : null))],
  'line_end_signed+white_space_in_secret': [(m) => documented(m.body + '\n', m.secret + '\n')],
  'values_not_encoded+hmac_arguments_swapped': [(m) => documented(m.secret, raw(m))],
  'json_signed+sha512_instead_of_sha256': [(m) => base64(hmac(JSON.stringify(m.payload), m.secret, 'sha512'))],
};

// --- running them ---

function request_of(input) {
  const body = formurlencoded(input.payload);
  return { ...input, body, mac: hmac(body, input.secret), signature: documented(body, input.secret) };
}

function made_by(way, input) {
  const m = request_of(input);
  let made = way(m);
  if (made === null || made === undefined || made === false || made === 0) return null;
  if (typeof made === 'string') made = { signature: made };
  if ('body' in made && typeof made.body !== 'string') return null;
  if (made.api_key_sent === m.api_key) return null;
  const body = made.body ?? m.body;
  if (!made.headers && !('api_key_sent' in made) && made.signature === documented(body, m.secret)) return null;  // changed nothing
  return { api_key: m.api_key, secret: m.secret, ...made, body };
}

// Other programs may make one mistake for an input of their own.
module.exports = { mistakes, made_by, request_of };

if (require.main === module) {
  const made = [];
  for (const [mistake, ways] of Object.entries(mistakes)) {
    ways.forEach((way, number) => {
      for (const [place, input] of inputs.entries()) {
        const request = made_by(way, input);
        if (request) made.push({ mistake, way: number, input: place, ...request });
      }
    });
  }
  console.log(JSON.stringify({
    versions: { node: process.versions.node, 'crypto-js': version_of('crypto-js'),
      'form-urlencoded': version_of('form-urlencoded') },
    made }));
}
