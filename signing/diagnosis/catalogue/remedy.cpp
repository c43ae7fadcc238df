#include "signing/diagnosis/catalogue/remedy.hpp"

#include <array>
#include <cstddef>

namespace everstrike::diagnosis {
namespace {

constexpr std::array kRemedies = {
    Remedy{
        .id = RemedyId::send_base64_of_mac,
        .title = "Send base64 of the digest's bytes",
        .javascript = R"(const crypto = require('crypto');
const signature = crypto.createHmac('sha256', secret).update(body).digest('base64');
// with crypto-js: HmacSHA256(body, secret).toString(crypto.enc.Base64))",
        .python = R"(mac = hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()
signature = base64.b64encode(mac).decode())",
        .cpp =
            R"(const std::string signature = signing::sign(signing::PreparedKey(secret), body);)",
    },
    Remedy{
        .id = RemedyId::send_what_was_signed,
        .title = "Encode once, sign that text, send that text",
        .javascript = R"(const body = formurlencoded(payload);
headers['x-signature'] = sign(body);
await fetch(url, {method: 'POST', body, headers});  // the text, not the object)",
        .python = R"(body = urllib.parse.urlencode(payload)
headers['x-signature'] = sign(body)
requests.post(url, data=body, headers=headers)  # the text, not the dict)",
        .cpp =
            R"(const std::string body = signing::canonical_body(parameters, signing::Dialect::javascript);
const httplib::Headers headers = {{"x-api-key", api_key}, {"x-signature", signing::sign(key, body)}};
http.Post(path, headers, body, "application/x-www-form-urlencoded");  // never httplib::Params)",
    },
    Remedy{
        .id = RemedyId::sign_the_body_only,
        .title = "Sign the body's bytes and nothing else",
        .javascript = R"(// no method, path, host, time, line end or quotes
crypto.createHmac('sha256', secret).update(body).digest('base64');)",
        .python = R"(# no method, path, host, time, line end or quotes
hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())",
        .cpp = R"(// no method, path, host, time, line end or quotes
signing::sign(key, body);)",
    },
    Remedy{
        .id = RemedyId::write_values_as_text,
        .title = "Turn every value into text yourself, before anything encodes it",
        .javascript =
            R"(const payload = {id: String(id), qty: '0.00001', post_only: 'true', 'ids[0]': first, 'ids[1]': second};
for (const name in payload) if (payload[name] == null) delete payload[name];)",
        .python =
            R"(payload = {'id': str(id), 'qty': '0.00001', 'post_only': 'true', 'ids[0]': first, 'ids[1]': second}
payload = {name: value for name, value in payload.items() if value is not None})",
        .cpp =
            R"(const signing::Parameters parameters = {
    {"id", id}, {"qty", "0.00001"}, {"post_only", "true"}, {"ids[0]", first}, {"ids[1]", second}};)",
    },
    Remedy{
        .id = RemedyId::sign_each_attempt,
        .title = "Build and sign each attempt anew",
        .javascript = R"(for (let attempt = 0; attempt < 3; ++attempt) {
  const body = formurlencoded({...payload, timestamp: String(Date.now())});
  await send(body, {...baseHeaders, 'x-signature': sign(body)});
})",
        .python = R"(for attempt in range(3):
    body = urllib.parse.urlencode({**payload, 'timestamp': str(int(time.time() * 1000))})
    send(body, {**base_headers, 'x-signature': sign(body)}))",
        .cpp = R"(for (int attempt = 0; attempt < 3; ++attempt) {
  const std::string body = body_at(clock.now());
  send(body, signing::sign(key, body));
})",
    },
    Remedy{
        .id = RemedyId::use_secret_as_issued,
        .title = "Use the secret's characters as they were issued",
        .javascript =
            R"(const secret = process.env.EVERSTRIKE_SECRET_KEY;  // its UTF-8 bytes are the key
if (!secret || secret !== secret.trim()) throw new Error('EVERSTRIKE_SECRET_KEY is not set well');)",
        .python = R"(secret = os.environ['EVERSTRIKE_SECRET_KEY']  # its UTF-8 bytes are the key
assert secret and secret == secret.strip(), 'EVERSTRIKE_SECRET_KEY is not set well')",
        .cpp =
            R"(const signing::PreparedKey key(secret);  // no decoding, no hashing, no quotes, no line end)",
    },
    Remedy{
        .id = RemedyId::use_hmac_sha256,
        .title = "HMAC-SHA256 with the secret as key and the body as message",
        .javascript = R"(crypto.createHmac('sha256', secret).update(body).digest('base64');)",
        .python =
            R"(hmac.new(key=secret.encode(), msg=body.encode(), digestmod=hashlib.sha256).digest())",
        .cpp =
            R"(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), body_bytes, body.size(),
     mac, &mac_bytes);  // or signing::sign(key, body), which is faster)",
    },
    Remedy{
        .id = RemedyId::send_both_headers,
        .title = "Send key and signature in their two headers, once each",
        .javascript = R"(const headers = {
  'content-type': 'application/x-www-form-urlencoded', 'x-api-key': apiKey, 'x-signature': signature};)",
        .python = R"(headers = {
    'content-type': 'application/x-www-form-urlencoded', 'x-api-key': api_key, 'x-signature': signature})",
        .cpp =
            R"(const httplib::Headers headers = {{"x-api-key", api_key}, {"x-signature", signature}};)",
    },
};

}  // namespace

std::span<const Remedy> remedies() noexcept { return kRemedies; }
const Remedy& remedy(RemedyId id) noexcept { return kRemedies[static_cast<std::size_t>(id)]; }

}  // namespace everstrike::diagnosis
