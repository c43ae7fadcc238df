// Numbers, words for truth and nothing, and times of day, as another language would write them.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "signing/diagnosis/hypotheses/field_ways.hpp"
#include "signing/diagnosis/hypotheses/respelled.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"
#include "signing/diagnosis/text/time_spelling.hpp"
#include "signing/number_text.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::size_t kSecondsDigits = 10;

// How far apart the two may be, in the unit that the number of digits tells; 0: it is no time.
std::int64_t apart_max(std::string_view value) {
  constexpr std::size_t kMillisecondsDigits = 13;
  constexpr std::int64_t kSeconds = 5;
  constexpr std::int64_t kMilliseconds = 100;
  if (!value.starts_with('1') || !std::ranges::all_of(value, signing::is_digit)) return 0;
  if (value.size() == kSecondsDigits) return kSeconds;
  return value.size() == kMillisecondsDigits ? kMilliseconds : 0;
}

}  // namespace

// The families of the values: all fields in one writer's way, then each field by itself.
void try_number_families(const Received& received, FieldChanges& out) {
  constexpr std::size_t kFamiliesMax = 6;
  if (!out.takes(rare) && !out.takes(odd)) return;
  std::vector<std::pair<std::size_t, std::vector<std::string>>> families;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < received.fields.size() && families.size() < kFamiliesMax; ++i) {
    const Field& field = received.fields[i];
    auto family = number_family(field.value);
    // The sign of an exponent, sent as it is, reads as a blank.
    if (family.empty() && field.raw_value.find('+') != std::string::npos) {
      family = number_family(unescape(field.raw_value, PlusSign::is_plus));
    }
    if (family.empty()) continue;
    longest = std::max(longest, family.size());
    families.emplace_back(i, std::move(family));
  }
  // Prices and quantities are computed; times and windows mostly aren't.
  std::stable_partition(families.begin(), families.end(), [&](const auto& family) {
    const std::string name = signing::lower_ascii(received.fields[family.first].name);
    return name.find("time") == std::string::npos && name.find("window") == std::string::npos &&
           !name.ends_with("id");
  });
  const auto likelihood_of = [](std::size_t place) { return place < kUsualSpellings ? rare : odd; };
  const auto spelling = [](const std::vector<std::string>& family, std::size_t place) {
    return place < family.size() ? std::string_view(family[place]) : std::string_view();
  };
  // The text before each field's value and behind it.
  std::vector<std::pair<std::string, std::string>> around;
  for (const auto& [i, family] : families) {
    const auto middle = received.fields.begin() + static_cast<std::ptrdiff_t>(i);
    std::string before = write_raw(Fields(received.fields.begin(), middle));
    if (i > 0) before += '&';
    before += received.fields[i].raw_name + "=";
    std::string behind;
    if (i + 1 < received.fields.size()) {
      behind = "&" + write_raw(Fields(middle + 1, received.fields.end()));
    }
    around.emplace_back(std::move(before), std::move(behind));
  }
  const auto all_at = [&](std::size_t place, bool raw) {
    Fields fields = received.fields;
    for (const auto& [i, family] : families) {
      const std::string_view value = spelling(family, place);
      if (!value.empty()) fields[i] = with_value(fields[i], value, received.encoder, raw);
    }
    return fields;
  };
  const auto one_at = [&](std::size_t n, std::size_t place, bool raw) {
    Fields fields = received.fields;
    Field& field = fields[families[n].first];
    field = with_value(field, spelling(families[n].second, place), received.encoder, raw);
    return fields;
  };
  const auto try_one = [&](std::size_t n, std::size_t place) {
    const auto& [i, family] = families[n];
    const std::string_view value = spelling(family, place);
    if (value.empty() || value == received.fields[i].value) return false;
    const Likelihood likelihood = likelihood_of(place);
    const std::string encoded = escape(value, received.encoder);
    for (const bool raw : {false, true}) {
      if (raw && encoded == value) continue;
      if (likelihood == rare && out.keeps()) {
        out.add(MistakeId::literal_spelled_differently, rare, one_at(n, place, raw));
      } else {
        out.add_text(MistakeId::literal_spelled_differently, likelihood,
                     around[n].first + (raw ? std::string(value) : encoded) + around[n].second);
      }
    }
    return true;
  };
  const auto try_all = [&](std::size_t place) {
    for (const bool raw : {false, true}) {
      out.add(MistakeId::literal_spelled_differently, likelihood_of(place), all_at(place, raw));
    }
  };
  if (out.takes(rare)) {
    for (std::size_t place = 0; place < std::min(longest, kUsualSpellings); ++place) {
      std::size_t spelled = 0;
      for (std::size_t n = 0; n < families.size(); ++n) spelled += try_one(n, place) ? 1 : 0;
      if (spelled > 1) try_all(place);
    }
    return;
  }
  // There are hundreds: one field after the other, and what all have in common in between.
  for (std::size_t n = 0; n < families.size(); ++n) {
    for (std::size_t place = kUsualSpellings; place < families[n].second.size(); ++place) {
      if (!out.takes(odd)) return;
      const bool spelled = try_one(n, place);
      if (n == 0 && spelled && families.size() > 1) try_all(place);
    }
  }
}

// Words that say the same to whoever wrote them. A value is looked up in each family, and every
// other word of it is what may have been signed.
void try_literals(const Received& received, FieldChanges& out) {
  using Words = std::vector<std::string_view>;
  static const std::array<Words, 3> kFamilies = {
      Words{"true", "True", "TRUE", "1", "yes", "on", "Yes", "YES", "On", "ON", "t", "T", "y", "Y",
            "1.0", "-1", ".true.", "#t", ".T."},
      Words{"false",   "False", "FALSE", "0",    "no",   "",         "off", "No",
            "NO",      "Off",   "OFF",   "f",    "F",    "n",        "N",   "0.0",
            ".false.", "#f",    ".F.",   "null", "None", "undefined"},
      Words{"null", "None",   "undefined", "",     "nil", "NULL",   "Null",
            "none", "(null)", "<nil>",     "NaN",  "nan", "<null>", "[null]",
            "\\N",  "N/A",    "Nothing",   "#N/A", "0",   "[]",     "{}"}};
  // A writer that capitalises True also capitalises False.
  for (std::size_t i = 0; i < 14; ++i) {
    respelled(
        received, MistakeId::literal_spelled_differently,
        i < 2   ? common
        : i < 5 ? rare
                : odd,
        [&](std::string_view value) -> std::optional<std::string> {
          for (const std::size_t family : {0U, 1U}) {
            const Words& words = kFamilies[family];
            const bool is_name =
                std::find(words.begin(), words.begin() + 3, value) != words.begin() + 3;
            const bool is_other =
                std::find(words.begin() + 3, words.begin() + 14, value) != words.begin() + 14;
            if (is_name || (i < 3 && is_other && !value.empty())) return std::string(words[i]);
          }
          return std::nullopt;
        },
        out);
  }
  for (const Words& words : kFamilies) {
    for (const std::string_view& word : words) {
      const std::size_t place = static_cast<std::size_t>(&word - words.data());
      respelled(
          received, MistakeId::literal_spelled_differently, place < 6 ? rare : odd,
          [&](std::string_view value) -> std::optional<std::string> {
            if (std::find(words.begin(), words.end(), value) == words.end()) return std::nullopt;
            return std::string(word);
          },
          out);
    }
  }
}

// A time of day in all the ways that languages write it. Each place is one way. Numbers of seconds
// are times too, but less likely written as such.
void try_times(const Received& received, bool is_number, FieldChanges& out) {
  if (!out.takes(odd) && (is_number || !out.takes(rare))) return;
  std::vector<std::vector<std::string>> families;
  std::size_t longest = 0;
  for (const Field& field : received.fields) {
    const bool digits = field.value.find_first_not_of("0123456789.") == std::string::npos;
    families.push_back(digits == is_number ? time_family(field.value) : std::vector<std::string>());
    longest = std::max(longest, families.back().size());
  }
  for (std::size_t place = 0; place < longest; ++place) {
    std::size_t i = 0;
    respelled(
        received, MistakeId::value_spelled_differently,
        !is_number && place < kUsualTimes ? rare : odd,
        [&](std::string_view) -> std::optional<std::string> {
          const std::vector<std::string>& family = families[i++];
          if (place >= family.size() || family[place].empty()) return std::nullopt;
          return family[place];
        },
        out);
  }
}

// The few of the families that are met most: a time in another unit, and an id that JavaScript read
// as a number.
void try_usual_numbers(const Received& received, FieldChanges& out) {
  constexpr std::size_t kExactDigits = 15;
  if (!out.takes(rare)) return;
  for (std::size_t i = 0; i < std::min(received.fields.size(), kSingleFieldsMax); ++i) {
    const std::string sent = received.fields[i].raw_value;
    if (sent.size() < 2 || !std::ranges::all_of(sent, signing::is_digit)) continue;
    Fields fields = received.fields;
    const auto add = [&](std::string value) {
      fields[i].raw_value = std::move(value);
      out.add_text(MistakeId::literal_spelled_differently, rare, write_raw(fields));
    };
    if (apart_max(sent) > 0) {
      const std::string seconds = sent.substr(0, kSecondsDigits);
      const std::string rest = sent.substr(kSecondsDigits);
      if (!rest.empty()) {
        add(seconds);
        add(seconds + "." + rest);
        add(seconds + "000");
      }
      add(sent + "000");
    }
    if (sent.front() == '0')
      add(sent.substr(std::min(sent.find_first_not_of('0'), sent.size() - 1)));
    if (sent.size() > kExactDigits && sent.size() <= 40) {
      add(signing::javascript_number_text(std::strtod(sent.c_str(), nullptr)));
    }
  }
}

// Two texts of one request differ by milliseconds where each took the time for itself.
void read_clock_twice(const Received& received, FieldChanges& out) {
  constexpr std::int64_t kUsual = 20;
  if (!out.takes(rare) && !out.takes(odd)) return;
  for (std::size_t i = 0; i < std::min(received.fields.size(), kSingleFieldsMax); ++i) {
    const std::int64_t max = apart_max(received.fields[i].raw_value);
    if (max == 0) continue;
    Fields fields = received.fields;
    std::string& value = fields[i].raw_value;
    std::int64_t sent = 0;
    std::from_chars(value.data(), value.data() + value.size(), sent);
    for (std::int64_t apart = 1; apart <= max; ++apart) {
      const Likelihood likelihood = apart <= kUsual ? rare : odd;
      if (!out.takes(likelihood)) continue;
      for (const std::int64_t signed_time : {sent - apart, sent + apart}) {
        value = std::to_string(signed_time);
        out.add_text(MistakeId::clock_read_twice, likelihood, write_raw(fields));
      }
    }
  }
}

}  // namespace everstrike::diagnosis
