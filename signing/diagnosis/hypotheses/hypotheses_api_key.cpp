#include "signing/diagnosis/hypotheses/hypotheses_api_key.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kKeyMax = 256;  // a longer text is no API key
constexpr std::size_t kOthersMax = 256;

std::span<const Account> registered(const Refused& refused) {
  return refused.others.first(std::min(refused.others.size(), kOthersMax));
}

bool is_registered(const Refused& refused, std::string_view value) {
  const auto others = registered(refused);
  return !value.empty() && std::any_of(others.begin(), others.end(), [&](const Account& account) {
    return account.api_key == value;
  });
}

bool names_a_key(std::string_view name) {
  if (name.size() > 64) return false;
  std::string letters = signing::lower_ascii(name);
  std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
  return letters == "key" || letters.find("apikey") != std::string::npos ||
         letters.find("accesskey") != std::string::npos;
}

// Authorization has a scheme word in front.
std::string_view without_scheme_word(std::string_view value) {
  return value.substr(value.rfind(' ') + 1);
}

bool holds_a_key(const Refused& refused, std::string_view name, std::string_view value) {
  if (value.empty() || value.size() > kKeyMax) return false;
  return names_a_key(name) || is_registered(refused, value) ||
         is_registered(refused, without_scheme_word(value));
}

bool in_fields(const Refused& refused, const Fields& fields) {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    return holds_a_key(refused, field.name, field.value);
  });
}

std::string_view unquoted(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 5> kQuotes = {
      {{"\"", "\""}, {"b'", "'"}, {"'", "'"}, {"<", ">"}, {"`", "`"}}};
  for (const auto& [before, after] : kQuotes) {
    const std::size_t both = before.size() + after.size();
    if (text.size() > both && text.starts_with(before) && text.ends_with(after)) {
      return text.substr(before.size(), text.size() - both);
    }
  }
  return text;
}

}  // namespace

std::optional<MisplacedKey> misplaced_api_key(const Refused& refused, const Received& received) {
  for (const HeaderLine& header : refused.headers) {
    if (signing::equal_ignoring_case(header.name, "x-signature") ||
        signing::equal_ignoring_case(header.name, "x-api-key"))
      continue;
    if (holds_a_key(refused, header.name, header.value)) {
      return MisplacedKey{MistakeId::api_key_header_misspelt, "another header"};
    }
  }
  if (in_fields(refused, split_fields(received.query))) {
    return MisplacedKey{MistakeId::api_key_in_query, "the query"};
  }
  // The fields of an empty body are the query's.
  if (received.kind != BodyKind::query && in_fields(refused, received.fields)) {
    return MisplacedKey{MistakeId::api_key_in_body, "the body"};
  }
  return std::nullopt;
}

std::optional<MistakeId> altered_api_key(const Refused& refused) {
  const std::string_view key = refused.api_key;
  if (key.empty() || key.size() > kKeyMax) return std::nullopt;
  const std::size_t comma = key.find(',');
  if (comma != std::string_view::npos) {
    const std::string_view first = key.substr(0, comma);
    const std::string_view rest = key.substr(std::min(comma + 1, key.size()));
    const std::string_view last = rest.substr(std::min(rest.find_first_not_of(" ,"), rest.size()));
    if (!last.empty() && (is_registered(refused, first) || is_registered(refused, last))) {
      return MistakeId::api_key_header_twice;
    }
  }
  const std::string unescaped = unescape(key, PlusSign::is_plus);
  const std::string_view without_end = signing::trimmed_back(key, " ,;");
  for (const std::string_view made :
       {without_end, unquoted(key), without_scheme_word(key), unquoted(without_scheme_word(key)),
        std::string_view(unescaped)}) {
    if (made != key && is_registered(refused, made)) return MistakeId::api_key_altered;
  }
  const std::string lower = signing::lower_ascii(key);
  for (const Account& account : registered(refused)) {
    if (signing::lower_ascii(account.api_key) == lower) return MistakeId::api_key_altered;
  }
  return std::nullopt;
}

}  // namespace everstrike::diagnosis
