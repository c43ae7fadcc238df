#include "conformance/client/judge/reproducers.hpp"

#include <string>
#include <string_view>

#include "command_line/shell_words.hpp"
#include "conformance/run/replace_all.hpp"
#include "json/writer.hpp"
#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"

namespace everstrike::conformance {

// The files of reproducers/, with BODY, BODY_WORD, SIGNATURE and ORDER_ID to be filled in.
namespace embedded {
extern const std::string_view reproduce_curl;
extern const std::string_view reproduce_python;
extern const std::string_view reproduce_javascript;
}  // namespace embedded

namespace {

struct Sent {
  std::string order_id;
  std::string body;
  std::string signature;
};

// A JSON string is one in JavaScript and, but for \/, in Python too.
std::string in_quotes(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

Reproducer filled(const char* language, std::string_view text, const Sent& sent) {
  Reproducer reproducer{language, std::string(text)};
  // Longer names first: one is part of another.
  replace_all(reproducer.text, "BODY_WORD", command_line::shell_line({sent.body}));
  replace_all(reproducer.text, "BODY", sent.body);
  replace_all(reproducer.text, "SIGNATURE", sent.signature);
  replace_all(reproducer.text, "ORDER_ID", in_quotes(sent.order_id));
  return reproducer;
}

}  // namespace

std::vector<Reproducer> reproducers(const Setting& setting) {
  Sent sent;
  sent.order_id = setting.order_id;
  sent.body = signing::canonical_body({{"id", sent.order_id}}, signing::Dialect::javascript);
  sent.signature = signing::sign(signing::PreparedKey(signing::Secret(*setting.secret)), sent.body);
  return {filled("curl", embedded::reproduce_curl, sent),
          filled("python", embedded::reproduce_python, sent),
          filled("javascript", embedded::reproduce_javascript, sent)};
}

}  // namespace everstrike::conformance
