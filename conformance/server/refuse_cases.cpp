// Signatures that do not fit and requests that lack something: each names a given, open order and
// must leave it open. What a refusal looks like is judged here too, once.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "conformance/server/envelope_reader.hpp"
#include "conformance/server/server_case.hpp"
#include "signing/base64.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance::server {
namespace {

constexpr auto kRefusalPage = "docs.everstrike.io, POST /auth/cancel";

std::string digest(const EVP_MD* algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes = {};
  unsigned size = 0;
  ::EVP_Digest(text.data(), text.size(), bytes.data(), &size, algorithm, nullptr);
  return {bytes.begin(), bytes.begin() + size};
}

std::string hmac(const EVP_MD* algorithm, std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes = {};
  unsigned size = 0;
  ::HMAC(algorithm, key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
  return {bytes.begin(), bytes.begin() + size};
}

// Whether every spelling of a signature that is tried differs early from the right one, also for
// a server that compares no more than a few characters.
bool is_telling(std::string_view signature) {
  const auto start = signature.substr(0, 8);
  return start.find_first_of("+/") != start.npos &&
         start.find_first_of("abcdefghijklmnopqrstuvwxyz") != start.npos;
}

// The other spelling of the same bytes: the last character's unused bits set.
std::string non_canonical_twin(std::string signature) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  auto& last = signature[signature.size() - 2];
  last = kAlphabet[kAlphabet.find(last) | 1U];
  return signature;
}

std::string url_safe(std::string signature) {
  for (auto& c : signature) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return signature;
}

std::string one_bit_changed(std::string mac) {
  mac[17] = static_cast<char>(mac[17] ^ 1);
  return signing::base64_encode(mac);
}

// Makes a wrong request out of the right one for `id`.
using Spoil = std::function<Request(Target&, const std::string& id)>;
// Makes a wrong signature over a body.
using SignWrongly = std::function<std::string(Target&, const std::string& body)>;

Spoil signed_as(SignWrongly wrongly) {
  return [wrongly = std::move(wrongly)](Target& target, const std::string& id) {
    const auto body = target.with_time(Target::body_of(id), is_telling);
    auto request = target.cancel(body);
    request.set("x-signature", wrongly(target, body));
    return request;
  };
}

struct Row {
  const char* id;
  const char* does;
  const char* mistake;
  Spoil spoil;
  Level level = Level::must;
  Provenance provenance = Provenance::documented;
};

std::vector<Row> encoding_rows() {
  return {
      {"refuse/sign/01", "sends no x-signature", "signature_missing",
       [](Target& t, const std::string& id) {
         return t.cancel(Target::body_of(id)).remove("x-signature");
       }},
      {"refuse/sign/02", "sends an empty x-signature", "signature_missing",
       signed_as([](Target&, const std::string&) { return ""; })},
      {"refuse/sign/03", "signs in hex instead of base64", "hex_instead_of_base64",
       signed_as([](Target& t, const std::string& body) { return signing::hex_of(t.mac(body)); })},
      {"refuse/sign/04", "signs in base64 of the hex text", "base64_of_hex",
       signed_as([](Target& t, const std::string& body) {
         return signing::base64_encode(signing::hex_of(t.mac(body)));
       })},
      {"refuse/sign/05", "signs in the URL-safe base64", "base64url_instead_of_base64",
       signed_as([](Target& t, const std::string& body) { return url_safe(t.signature(body)); }),
       Level::may, Provenance::assumed},
      {"refuse/sign/06", "leaves out the signature's last \"=\"", "base64_padding_wrong",
       signed_as([](Target& t, const std::string& body) {
         auto text = t.signature(body);
         text.pop_back();
         return text;
       }),
       Level::may, Provenance::assumed},
      {"refuse/sign/07", "spells the right bytes with a last character that has unused bits set",
       "base64_not_canonical", signed_as([](Target& t, const std::string& body) {
         return non_canonical_twin(t.signature(body));
       }),
       Level::may, Provenance::assumed},
      {"refuse/sign/08", "puts \"sha256=\" in front of the signature", "text_around_signature",
       signed_as([](Target& t, const std::string& body) { return "sha256=" + t.signature(body); })},
      {"refuse/sign/09", "writes the signature in capitals", "signature_letter_case_changed",
       signed_as([](Target& t, const std::string& body) {
         return signing::upper_ascii(t.signature(body));
       })},
      {"refuse/sign/10", "cuts the signature to its first 16 bytes", "signature_truncated",
       signed_as([](Target& t, const std::string& body) {
         return signing::base64_encode(t.mac(body).substr(0, 16));
       })},
      {"refuse/sign/11", "changes one bit of the signature", "signature_altered",
       signed_as([](Target& t, const std::string& body) { return one_bit_changed(t.mac(body)); })},
  };
}

std::vector<Row> message_rows() {
  return {
      {"refuse/sign/12", "changes a field after signing", "",
       [](Target& t, const std::string& id) {
         auto body = t.with_time(Target::body_of(id));
         auto request = t.cancel(body);
         body.back() = body.back() == '1' ? '2' : '1';
         return request.with_body(body);
       }},
      {"refuse/sign/13", "adds a field after signing", "field_added_after_signing",
       [](Target& t, const std::string& id) {
         auto request = t.cancel(Target::body_of(id));
         return request.with_body(request.body + "&recv_window=5000");
       }},
      {"refuse/sign/14", "uses the signature of another order's cancel", "old_signature_reused",
       [](Target& t, const std::string& id) {
         return t.cancel(Target::body_of(id))
             .set("x-signature", t.signature(Target::body_of(t.made_up("-other"))));
       }},
      {"refuse/sign/15", "signs the id alone, without \"id=\"", "value_only_signed",
       [](Target& t, const std::string& id) {
         return t.cancel(Target::body_of(id)).set("x-signature", t.signature(id));
       }},
      {"refuse/sign/16", "signs the path in front of the body", "path_signed",
       signed_as(
           [](Target& t, const std::string& body) { return t.signature("/auth/cancel" + body); })},
      {"refuse/sign/17", "signs a line end behind the body", "line_end_signed",
       signed_as([](Target& t, const std::string& body) { return t.signature(body + "\n"); })},
      {"refuse/sign/18", "signs the empty text", "empty_text_signed",
       signed_as([](Target& t, const std::string&) { return t.signature(""); })},
      {"refuse/sign/19", "signs the decoded body and sends it with an escape", "values_not_encoded",
       [](Target& t, const std::string& id) {
         const auto body = Target::body_of(id);
         return t.cancel(body + "&time%73tamp=1")
             .set("x-signature", t.signature(body + "&timestamp=1"));
       },
       Level::may, Provenance::assumed},
  };
}

std::vector<Row> key_rows() {
  return {
      {"refuse/sign/20", "signs with the API key", "api_key_used_as_secret",
       signed_as(
           [](Target& t, const std::string& body) { return Target::sign_as(t.api_key(), body); })},
      {"refuse/sign/21", "signs with a line end behind the secret", "white_space_in_secret",
       signed_as([](Target& t, const std::string& body) {
         return Target::sign_as(std::string(t.secret()) + "\n", body);
       })},
      {"refuse/sign/22", "signs with an empty secret", "",
       signed_as([](Target&, const std::string& body) { return Target::sign_as("", body); })},
      {"refuse/sign/23", "signs with HMAC-SHA1", "sha1_instead_of_sha256",
       signed_as([](Target& t, const std::string& body) {
         return signing::base64_encode(hmac(::EVP_sha1(), t.secret(), body));
       })},
      {"refuse/sign/24", "signs with HMAC-SHA512", "sha512_instead_of_sha256",
       signed_as([](Target& t, const std::string& body) {
         return signing::base64_encode(hmac(::EVP_sha512(), t.secret(), body));
       })},
      {"refuse/sign/25", "hashes secret and body without HMAC", "plain_hash_instead_of_hmac",
       signed_as([](Target& t, const std::string& body) {
         return signing::base64_encode(digest(::EVP_sha256(), std::string(t.secret()) + body));
       })},
      {"refuse/sign/26", "takes the body for the key and the secret for the text",
       "hmac_arguments_swapped", signed_as([](Target& t, const std::string& body) {
         return Target::sign_as(body, t.secret());
       })},
  };
}

std::vector<Row> header_rows() {
  return {
      {"refuse/head/01", "sends no x-api-key", "",
       [](Target& t, const std::string& id) {
         return t.cancel(Target::body_of(id)).remove("x-api-key");
       }},
      {"refuse/head/02", "sends an x-api-key that nobody has", "",
       [](Target& t, const std::string& id) {
         return t.cancel(Target::body_of(id)).set("x-api-key", "no-such-key-" + t.made_up(""));
       }},
      {"refuse/head/03", "sends the API key in the body", "",
       [](Target& t, const std::string& id) {
         return t.cancel("api_key=" + t.api_key() + "&" + Target::body_of(id)).remove("x-api-key");
       }},
      {"refuse/head/04", "sends the signature in the query", "signature_missing",
       [](Target& t, const std::string& id) {
         auto request = t.cancel(Target::body_of(id));
         request.target += "?x-signature=" + signing::hex_of(t.mac(request.body));
         return request.remove("x-signature");
       }},
      {"refuse/head/05", "sends a wrong x-signature and a right one behind it", "",
       [](Target& t, const std::string& id) {
         auto request = t.cancel(Target::body_of(id));
         const auto right = t.signature(request.body);
         request.set("x-signature", one_bit_changed(t.mac(request.body)));
         request.headers.emplace_back("x-signature", right);
         return request;
       },
       Level::may, Provenance::assumed},
      {"refuse/head/06", "sends the cancel as GET with the body's fields in the query", "",
       [](Target& t, const std::string& id) {
         auto request = t.cancel(Target::body_of(id));
         request.method = "GET";
         request.target += "?" + request.body;
         request.body.clear();
         return request.remove("content-length").remove("content-type");
       }},
      {"refuse/head/07", "sends and signs JSON", "json_sent",
       [](Target& t, const std::string& id) {
         std::string body = "{\"id\":\"" + id + "\"}";
         return t.cancel(body).set("content-type", "application/json");
       },
       Level::may, Provenance::assumed},
  };
}

ServerCase case_of(const Row& row) {
  return {.id = row.id,
          .level = row.level,
          .provenance = row.provenance,
          .reference = kRefusalPage,
          .touch = Touch::refused,
          .does = row.does,
          .expects = "the cancel is refused",
          .mistake = row.mistake,
          .judge = [spoil = row.spoil](Target& target) {
            const auto id = target.guard();
            if (!id) return not_run("no open order is left: give another --order-id");
            const auto request = spoil(target, *id);
            if (request.bytes() == target.cancel(request.body).bytes()) {
              return not_run("with this account's key and secret the mistake makes no difference");
            }
            return expect_refused(target, target.exchange(request));
          }};
}

// A refusal as such: a cancel without a signature, over an id that is no order.
Answered plain_refusal(Target& target) {
  return target.exchange(target.cancel(Target::body_of(target.made_up(""))).remove("x-signature"));
}

using JudgeRefusal = std::function<Finding(Target&, const HttpAnswer&, const EnvelopeParts&)>;

ServerCase refusal_case(const char* id, Level level, const char* expects, JudgeRefusal judge) {
  return {.id = id,
          .level = level,
          .provenance = Provenance::documented,
          .reference = kRefusalPage,
          .touch = Touch::made_up,
          .does = "sends a cancel without a signature",
          .expects = expects,
          .mistake = "",
          .judge = [judge = std::move(judge)](Target& target) {
            const auto answered = plain_refusal(target);
            if (!answered) return failed(answered.error().line, "a refusal", seen_of(answered));
            return judge(target, *answered, read_envelope(answered->body));
          }};
}

Finding check(bool holds, const char* reason, const char* expected, const HttpAnswer& answer) {
  return holds ? passed() : failed(reason, expected, answer.head + "\r\n" + answer.body);
}

std::vector<ServerCase> refusal_cases() {
  return {
      refusal_case("refuse/answer/01", Level::should, "the status is 503",
                   [](Target&, const HttpAnswer& answer, const EnvelopeParts&) {
                     return check(answer.status == 503, "the status is another one",
                                  "503, the only documented error", answer);
                   }),
      refusal_case("refuse/answer/02", Level::must, "the body is an object of code, msg and result",
                   [](Target&, const HttpAnswer& answer, const EnvelopeParts& parts) {
                     return check(parts.problem.empty() && parts.member("code") &&
                                      parts.member("msg") && parts.member("result"),
                                  "a member is missing, or it is no JSON object",
                                  R"({"code":503,"msg":"Invalid request","result":{}})", answer);
                   }),
      refusal_case("refuse/answer/03", Level::should, "code is the status",
                   [](Target&, const HttpAnswer& answer, const EnvelopeParts& parts) {
                     return check(parts.code() == std::optional<int>(answer.status),
                                  "code is no integer, or another number than the status",
                                  "the status as a number", answer);
                   }),
      refusal_case("refuse/answer/04", Level::must, "msg is a text",
                   [](Target&, const HttpAnswer& answer, const EnvelopeParts& parts) {
                     const auto* msg = parts.member("msg");
                     return check(msg != nullptr && msg->is("string"), "msg is no text", "a text",
                                  answer);
                   }),
      refusal_case("refuse/answer/05", Level::should, "the content type is JSON",
                   [](Target&, const HttpAnswer& answer, const EnvelopeParts&) {
                     const auto type = answer.header("content-type").value_or("");
                     return check(type.rfind("application/json", 0) == 0,
                                  "the content type is another one", "application/json", answer);
                   }),
      refusal_case("refuse/answer/06", Level::must,
                   "neither the secret nor the right signature is in the answer",
                   [](Target& target, const HttpAnswer& answer, const EnvelopeParts&) {
                     auto text = answer.head + answer.body;
                     const auto right = target.signature(Target::body_of(target.made_up("")));
                     const bool told = text.find(right) != std::string::npos;
                     return check(!target.redact(text) && !told, "it tells what has to stay secret",
                                  "nothing that helps to sign", answer);
                   }),
  };
}

}  // namespace

std::vector<ServerCase> refuse_cases() {
  std::vector<ServerCase> cases;
  for (const auto& rows : {encoding_rows(), message_rows(), key_rows(), header_rows()}) {
    for (const auto& row : rows) cases.push_back(case_of(row));
  }
  for (auto& one : refusal_cases()) cases.push_back(std::move(one));
  return cases;
}

}  // namespace everstrike::conformance::server
