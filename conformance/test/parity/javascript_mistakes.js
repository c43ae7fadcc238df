// The ways to sign wrongly that people meet, each built from the same packages as the right way.
// A mistake gets what the documented program would hold just before sending and returns the text
// for `x-signature`; one that is about the body sets `sent_body` as well. A row that changes
// nothing for an input is dropped by script/vectors.
'use strict';

let formurlencoded, crypto;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64 = (words) => words.toString(crypto.enc.Base64);
const hex = (words) => words.toString(crypto.enc.Hex);
const hmac = (body, secret) => base64(crypto.HmacSHA256(body, secret));
const next_letter = (c) => alphabet[(alphabet.indexOf(c) + 1) % 64];
const twin = (signature, bits) => signature.slice(0, 42)
  + alphabet[alphabet.indexOf(signature[42]) ^ bits] + '=';
const sorted = (payload) => Object.fromEntries(Object.entries(payload).sort());

// By the slugs of docs/mistakes.md.
const rows = {
  hex_instead_of_base64: [(m) => hex(m.mac), (m) => hex(m.mac).toUpperCase(), (m) => m.mac.toString()],
  base64_of_hex: [(m) => base64(crypto.enc.Utf8.parse(hex(m.mac)))],
  base64url_instead_of_base64: [
    (m) => m.mac.toString(crypto.enc.Base64url) + '=', (m) => m.mac.toString(crypto.enc.Base64url)],
  base64_padding_wrong: [
    (m) => m.signature.replace('=', ''), (m) => m.signature + '=', (m) => m.signature.slice(0, 43) + '=='],
  base64_not_canonical: [
    (m) => twin(m.signature, 1), (m) => twin(m.signature, 2), (m) => twin(m.signature, 3)],
  white_space_in_signature: [
    (m) => ' ' + m.signature, (m) => m.signature + ' ', (m) => m.signature.slice(0, 20) + ' ' + m.signature.slice(20),
    (m) => m.signature + '\t', (m) => m.signature + '\n', (m) => m.signature + '\r\n'],
  signature_percent_encoded: [(m) => encodeURIComponent(m.signature)],
  signature_doubled: [(m) => m.signature + m.signature],
  signature_truncated: [(m) => m.signature.slice(0, 40)],
  signature_letter_case_changed: [(m) => m.signature.toLowerCase()],
  signature_altered: [
    (m) => next_letter(m.signature[0]) + m.signature.slice(1),
    (m) => m.signature.slice(0, 41) + next_letter(m.signature[41]) + m.signature.slice(42)],
  blank_plus_or_percent20: [
    (m) => { m.sent_body = m.body.replace(/\+/g, '%20'); return m.signature; }],
  values_not_encoded: [
    (m) => hmac(Object.entries(m.payload).map(([k, v]) => k + '=' + v).join('&'), m.secret)],
  escape_letter_case: [
    (m) => { m.sent_body = m.body.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase()); return m.signature; }],
  other_reserved_characters: [
    (m) => { m.sent_body = m.body.replace(/%7E/g, '~'); return m.signature; },
    (m) => hmac(String(new URLSearchParams(m.payload)), m.secret),
    (m) => hmac(require('querystring').stringify(m.payload), m.secret)],
  encoded_twice: [(m) => hmac(encodeURIComponent(m.body), m.secret)],
  field_order_differs: [(m) => hmac(formurlencoded(sorted(m.payload)), m.secret)],
  json_signed: [(m) => hmac(JSON.stringify(m.payload), m.secret)],
  ampersand_or_question_mark: [
    (m) => { m.sent_body = m.body + '&'; return m.signature; }, (m) => hmac('?' + m.body, m.secret)],
  line_end_signed: [(m) => hmac(m.body + '\n', m.secret), (m) => hmac(m.body + '\r\n', m.secret)],
  line_end_sent: [(m) => { m.sent_body = m.body + '\n'; return m.signature; }],
  bytes_added_after_signing: [(m) => { m.sent_body = m.body + 'x'; return m.signature; }],
  bytes_lost_after_signing: [(m) => { m.sent_body = m.body.slice(0, -1); return m.signature; }],
  path_signed: [(m) => hmac('/auth/cancel' + m.body, m.secret)],
  method_signed: [(m) => hmac('POST/auth/cancel' + m.body, m.secret)],
  text_hashed_first: [
    (m) => hmac(crypto.SHA256(m.body), m.secret), (m) => hmac(hex(crypto.SHA256(m.body)), m.secret)],
  api_key_used_as_secret: [(m) => hmac(m.body, m.api_key)],
  secret_of_another_key: [(m) => hmac(m.body, 'another'), (m) => hmac(m.body, m.secret + 'x')],
  white_space_in_secret: [
    (m) => hmac(m.body, m.secret.trim()), (m) => hmac(m.body, m.secret + '\n'),
    (m) => hmac(m.body, m.secret + ' ')],
  secret_base64_decoded: [(m) => hmac(m.body, crypto.enc.Base64.parse(m.secret))],
  secret_hex_decoded: [(m) => hmac(m.body, crypto.enc.Hex.parse(m.secret))],
  secret_letter_case: [(m) => hmac(m.body, m.secret.toLowerCase())],
  secret_sent_as_signature: [(m) => m.secret],
  sha1_instead_of_sha256: [(m) => base64(crypto.HmacSHA1(m.body, m.secret))],
  sha512_instead_of_sha256: [(m) => base64(crypto.HmacSHA512(m.body, m.secret))],
  md5_instead_of_sha256: [(m) => base64(crypto.HmacMD5(m.body, m.secret))],
  sha3_instead_of_sha256: [(m) => base64(crypto.HmacSHA3(m.body, m.secret))],
  plain_hash_instead_of_hmac: [
    (m) => base64(crypto.SHA256(m.body)), (m) => base64(crypto.SHA256(m.secret + m.body)),
    (m) => base64(crypto.SHA256(m.body + m.secret))],
  signature_missing: [() => ''],
};

exports.mistakes = {
  use(packages) { ({ formurlencoded, crypto } = packages); },
  table() { return Object.entries(rows).map(([slug, ways]) => [slug, ways.length]); },
  // signature makes the mistake {slug, way}; `made` may come back with a `sent_body`.
  signature({ slug, way }, made) { return rows[slug][way](made); },
};
