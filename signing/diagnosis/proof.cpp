#include "signing/diagnosis/proof.hpp"

#include <algorithm>

#include "signing/base64.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kQuotedMax = 160;

// Searches without regard to letter case, for what a secret looks like in any usual notation.
bool holds(const std::string& lower_text, std::string_view secret) {
  const auto shows = [&](std::string&& form) {
    std::string lower = signing::lower_ascii(form);
    const bool found = !lower.empty() && lower_text.find(lower) != std::string::npos;
    signing::wipe(lower);
    signing::wipe(form);
    return found;
  };
  if (secret.empty()) return false;
  std::string padded = signing::base64_encode(secret);
  padded.resize(padded.find_last_not_of('=') + 1);
  if (shows(std::string(signing::trimmed(secret))) || shows(std::move(padded)) ||
      shows(signing::hex_of(secret)) || shows(base64url_of(secret)) ||
      shows(escape(secret, kFormUrlencoded)) || shows(escape(secret, kEncodeUriComponent))) {
    return true;
  }
  constexpr std::size_t kTellingBytes = 4;
  if (auto decoded = read_base64(secret); decoded && decoded->bytes.size() >= kTellingBytes) {
    if (shows(std::move(decoded->bytes))) return true;
  }
  auto decoded = signing::read_hex(secret);
  return decoded && decoded->size() >= kTellingBytes && shows(std::move(*decoded));
}

std::string escaped(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c < 0x20 || c > 0x7e) {
      result += "\\x" + signing::hex_of(std::string_view(&c, 1));
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result += '"';
}

std::string filled(std::string_view function, std::string_view key, std::string_view text) {
  return replace_all(replace_all(function, "{key}", key), "{text}", text);
}

// Whether it has the form of a right signature.
bool is_shaped(const Readings& readings) {
  return std::any_of(readings.readings.begin(), readings.readings.end(),
                     [](const Reading& reading) {
                       return reading.steps.empty() && reading.digest.size() == signing::kMacBytes;
                     });
}

std::string shape_of(const Readings& readings) {
  if (is_shaped(readings)) return "Not the encoding: it is base64 of 32 bytes, as it should be.";
  if (readings.readings.empty()) {
    return "The received text is no digest in any known encoding; expected are 44 characters of "
           "base64.";
  }
  return "The received text doesn't have the form of a signature (44 characters of base64), and no "
         "known encoding explains it.";
}

}  // namespace

std::string Quoter::quote(std::string_view text) const {
  if (holds_a_secret(text)) return "<" + std::to_string(text.size()) + " bytes that hold a secret>";
  if (text.size() <= kQuotedMax) return escaped(text);
  return escaped(text.substr(0, kQuotedMax)) + "... (" + std::to_string(text.size()) + " bytes)";
}

bool Quoter::holds_a_secret(std::string_view text) const {
  const std::string lower = signing::lower_ascii(text);
  if (refused_.secret != nullptr && holds(lower, refused_.secret->reveal())) return true;
  return std::any_of(refused_.others.begin(), refused_.others.end(), [&](const Account& other) {
    return other.secret != nullptr && holds(lower, other.secret->reveal());
  });
}

std::string proof_of(const Finding& finding, const Quoter& quoter, std::string_view body) {
  const std::string digest = filled(finding.function, finding.key, quoter.quote(finding.text));
  return "x-signature is " + finding.signature + " where mac = " + digest +
         "; expected is base64(HMAC-SHA256(secret, " + quoter.quote(body) + ")).";
}

std::string excluded_by(const Refused& refused, const Readings& readings, const Budget& budget,
                        const Quoter& quoter) {
  std::string text = shape_of(readings);
  if (!readings.readings.empty()) {
    text += " Not the text or the algorithm, as far as known: " + std::to_string(budget.digests()) +
            " recipes with this secret and its likely variants don't give it";
    text += budget.spent()        ? ", where the search ended at its limit."
            : is_shaped(readings) ? ". So the secret is most likely another one."
                                  : ".";
  }
  return text + " Expected is base64(HMAC-SHA256(secret, " + quoter.quote(refused.body) +
         ")), received was " + quoter.quote(refused.signature.value_or("")) + ".";
}

}  // namespace everstrike::diagnosis
