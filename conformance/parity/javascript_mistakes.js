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

const rows = {
  signature_not_canonical: [
    (m) => twin(m.signature, 1), (m) => twin(m.signature, 2), (m) => twin(m.signature, 3)],
  signature_unpadded: [(m) => m.signature.replace('=', '')],
  signature_wrong_length: [
    () => '', (m) => m.signature.slice(0, 40), (m) => m.signature + '=',
    (m) => m.signature.slice(0, 43) + '==', (m) => m.signature + m.signature],
  signature_blank_padded: [
    (m) => ' ' + m.signature, (m) => m.signature + ' ', (m) => m.signature.slice(0, 43) + ' ',
    (m) => m.signature + '\t', (m) => m.signature + '\n', (m) => m.signature + '\r\n'],
  signature_url_safe: [
    (m) => m.mac.toString(crypto.enc.Base64url) + '=', (m) => m.mac.toString(crypto.enc.Base64url)],
  signature_hex: [(m) => hex(m.mac), (m) => hex(m.mac).toUpperCase(), (m) => m.mac.toString()],
  signature_base64_of_hex: [(m) => base64(crypto.enc.Utf8.parse(hex(m.mac)))],
  signature_percent_encoded: [(m) => encodeURIComponent(m.signature)],
  signature_one_letter_changed: [
    (m) => next_letter(m.signature[0]) + m.signature.slice(1),
    (m) => m.signature.slice(0, 41) + next_letter(m.signature[41]) + m.signature.slice(42),
    (m) => m.signature.toLowerCase()],
  body_changed_after_signing: [
    (m) => { m.sent_body = m.body + 'x'; return m.signature; },
    (m) => { m.sent_body = m.body.slice(0, -1); return m.signature; },
    (m) => { m.sent_body = m.body + '&'; return m.signature; },
    (m) => { m.sent_body = m.body + '\n'; return m.signature; },
    (m) => { m.sent_body = m.body.replace(/\+/g, '%20'); return m.signature; },
    (m) => { m.sent_body = m.body.replace(/%7E/g, '~'); return m.signature; },
    (m) => { m.sent_body = m.body.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase()); return m.signature; }],
  body_line_end_signed: [(m) => hmac(m.body + '\n', m.secret), (m) => hmac(m.body + '\r\n', m.secret)],
  body_not_encoded_signed: [
    (m) => hmac(Object.entries(m.payload).map(([k, v]) => k + '=' + v).join('&'), m.secret)],
  body_encoded_twice_signed: [(m) => hmac(encodeURIComponent(m.body), m.secret)],
  body_of_another_encoder_signed: [
    (m) => hmac(String(new URLSearchParams(m.payload)), m.secret),
    (m) => hmac(require('querystring').stringify(m.payload), m.secret)],
  body_sorted_signed: [(m) => hmac(formurlencoded(sorted(m.payload)), m.secret)],
  body_json_signed: [(m) => hmac(JSON.stringify(m.payload), m.secret)],
  path_signed: [
    (m) => hmac('/auth/cancel' + m.body, m.secret), (m) => hmac('POST/auth/cancel' + m.body, m.secret),
    (m) => hmac('?' + m.body, m.secret)],
  secret_of_another_account: [
    (m) => hmac(m.body, 'another'), (m) => hmac(m.body, m.secret + 'x'),
    (m) => hmac(m.body, m.secret.toLowerCase())],
  secret_trimmed_or_padded: [
    (m) => hmac(m.body, m.secret.trim()), (m) => hmac(m.body, m.secret + '\n'),
    (m) => hmac(m.body, m.secret + ' ')],
  secret_decoded: [
    (m) => hmac(m.body, crypto.enc.Base64.parse(m.secret)),
    (m) => hmac(m.body, crypto.enc.Hex.parse(m.secret))],
  key_and_secret_swapped: [(m) => hmac(m.body, m.api_key)],
  secret_sent_as_signature: [(m) => m.secret],
  hash_without_hmac: [
    (m) => base64(crypto.SHA256(m.body)), (m) => base64(crypto.SHA256(m.secret + m.body)),
    (m) => base64(crypto.SHA256(m.body + m.secret))],
  other_hash: [
    (m) => base64(crypto.HmacSHA1(m.body, m.secret)), (m) => base64(crypto.HmacSHA512(m.body, m.secret)),
    (m) => base64(crypto.HmacMD5(m.body, m.secret)),
    (m) => base64(crypto.HmacSHA3(m.body, m.secret, { outputLength: 256 }))],
  hash_before_hmac: [
    (m) => hmac(crypto.SHA256(m.body), m.secret), (m) => hmac(hex(crypto.SHA256(m.body)), m.secret)],
};

exports.mistakes = {
  use(packages) { ({ formurlencoded, crypto } = packages); },
  table() { return Object.entries(rows).map(([slug, ways]) => [slug, ways.length]); },
  // signature makes the mistake {slug, way}; `made` may come back with a `sent_body`.
  signature({ slug, way }, made) { return rows[slug][way](made); },
};
