#include "signing/diagnosis/proof.hpp"

#include <algorithm>

#include "signing/base64.hpp"
#include "signing/diagnosis/before_transit.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/object_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/secret_spellings.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kQuotedMax = 160;
// How much of a text is searched for unusual spellings: what is quoted, and a secret behind it.
constexpr std::size_t kUndoneMax = 4096;

// Searches without regard to letter case, for what a secret and what it may be the text of look
// like in any usual notation.
bool holds(const std::string& lower_text, std::string_view secret) {
  const auto shows = [&](std::string_view form) {
    std::string lower = signing::lower_ascii(form);
    const bool found = !lower.empty() && lower_text.find(lower) != std::string::npos;
    signing::wipe(lower);
    return found;
  };
  if (secret.empty()) return false;
  const auto spellings = signing::secret_spellings(secret);
  if (shows(signing::trimmed(secret)) ||
      std::any_of(spellings.begin(), spellings.end(),
                  [&](const signing::Secret& spelling) { return shows(spelling.reveal()); })) {
    return true;
  }
  constexpr std::size_t kTellingBytes = 4;
  const auto shows_decoded = [&](std::string&& bytes) {
    const bool found = bytes.size() >= kTellingBytes && shows(bytes);
    signing::wipe(bytes);
    return found;
  };
  auto letters = read_base64(secret);
  auto digits = signing::read_hex(secret);
  return (letters && shows_decoded(std::move(letters->bytes))) ||
         (digits && shows_decoded(std::move(*digits)));
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

std::string tried(const Extent& extent) {
  const bool deep = extent.depth == Depth::deep;
  std::string text = "Tried: " + std::to_string(extent.budget.digests()) +
                     " recipes of known mistakes in text, secret, encoding and algorithm, one at a "
                     "time and " +
                     (deep ? "two together" : "the commonest two together") + " (" +
                     (deep ? "deep" : "quick") + " search)";
  if (extent.budget.spent()) {
    text += ", until the bound of " + std::to_string(extent.limits.digests_max) + " digests and " +
            std::to_string(extent.limits.bytes_max) + " bytes; what is rarer was not reached";
  }
  text += ". Not tried: ";
  if (!deep) text += "two rare mistakes together (a deep search does), ";
  return text +
         "three mistakes at once, and texts or secrets that can't be made of what was received.";
}

}  // namespace

std::string Quoter::quote(std::string_view text) const {
  if (holds_a_secret(text)) return "<" + std::to_string(text.size()) + " bytes that hold a secret>";
  if (text.size() <= kQuotedMax) return escaped(text);
  return escaped(text.substr(0, kQuotedMax)) + "... (" + std::to_string(text.size()) + " bytes)";
}

bool Quoter::holds_a_secret(std::string_view text) const {
  std::vector<std::string_view> secrets;
  if (refused_.secret != nullptr) secrets.push_back(refused_.secret->reveal());
  for (const Account& other : refused_.others) {
    if (other.secret != nullptr) secrets.push_back(other.secret->reveal());
  }
  const std::string lower = signing::lower_ascii(text);
  return signing::spells_secret(text.substr(0, kUndoneMax), secrets) ||
         std::any_of(secrets.begin(), secrets.end(),
                     [&](std::string_view secret) { return holds(lower, secret); });
}

std::string proof_of(const Finding& finding, const Quoter& quoter, std::string_view body) {
  const std::string digest = filled(finding.function, finding.key, quoter.quote(finding.text));
  return "x-signature is " + finding.signature + " where mac = " + digest +
         "; expected is base64(HMAC-SHA256(secret, " + quoter.quote(body) + ")).";
}

std::string excluded_by(const Refused& refused, const Readings& readings, const Extent& extent,
                        const Quoter& quoter) {
  std::string text = shape_of(readings);
  if (refused.body.empty()) {
    text += " The body is empty: nothing was sent, or it was lost on its way.";
  } else if (names_an_object(refused.body)) {
    text += " The body is no form but what programs write in place of an object.";
  }
  if (!readings.readings.empty()) text += " " + tried(extent);
  if (const std::string coding = content_coding(refused); !coding.empty()) {
    text += " Content-Encoding says " + quoter.quote(coding) +
            ": gzip and deflate are undone here, others (br, zstd) are not.";
  }
  return text + " Expected is base64(HMAC-SHA256(secret, " + quoter.quote(refused.body) +
         ")), received was " + quoter.quote(refused.signature.value_or("")) + ".";
}

std::string_view narrowing_down() noexcept {
  return "To narrow it down, let the same program sign a plain id (id=1). If that is accepted, the "
         "text differs: print the bytes that are signed and those that are sent. If not, compare "
         "the secrets without showing them: \"everstrike explain --secret-fingerprint\" beside "
         "\"GET /mock/accounts/KEY\".";
}

}  // namespace everstrike::diagnosis
