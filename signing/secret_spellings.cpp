#include "signing/secret_spellings.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "signing/base64.hpp"
#include "signing/form_encoding.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/json_string.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::signing {
namespace {

// --- the usual spellings, as they stand ---

constexpr std::size_t kBase64PieceMin = 5;

class Spellings {
 public:
  explicit Spellings(std::string_view secret) {
    add(std::string(secret));
    add(hex_of(secret));
    add(upper_hex_of(secret));
    for (std::size_t offset = 0; offset < 3; ++offset) add_inside_base64(secret, offset);
    for (const auto dialect : {Dialect::javascript, Dialect::python}) {
      std::string encoded = encode_component(secret, dialect);
      add_in_both_cases(encoded);
      for (std::size_t at = 0; (at = encoded.find('+', at)) != std::string::npos;) {
        encoded.replace(at, 1, "%20");
      }
      add_in_both_cases(std::move(encoded));
    }
    std::string in_json;
    append_json_string(in_json, secret);
    add(in_json.substr(1, in_json.size() - 2));
    wipe(in_json);
  }

  std::vector<Secret> list;

 private:
  // Takes the text and wipes what it came in.
  void add(std::string&& text) {
    const bool is_known =
        std::ranges::any_of(list, [&](const Secret& known) { return known.reveal() == text; });
    if (!is_known) list.emplace_back(text);
    wipe(text);
  }

  // The letters of base64 that depend on the secret alone, when `offset` bytes stand before it in
  // its group of three.
  void add_inside_base64(std::string_view secret, std::size_t offset) {
    std::string bytes(offset, '\0');
    bytes += secret;
    std::string letters = base64_encode(bytes);
    wipe(bytes);
    letters.erase(std::find(letters.begin(), letters.end(), '='), letters.end());
    if (offset == 0) add_base64(letters);
    if ((offset + secret.size()) % 3 != 0) letters.pop_back();
    letters.erase(0, offset == 0 ? 0 : offset + 1);
    add_base64(letters);
    wipe(letters);
  }

  void add_base64(std::string letters) {
    if (letters.size() < kBase64PieceMin) return;
    add(std::string(letters));
    std::replace(letters.begin(), letters.end(), '+', '-');
    std::replace(letters.begin(), letters.end(), '/', '_');
    add(std::move(letters));
  }

  void add_in_both_cases(std::string percent_encoded) {
    add(std::string(percent_encoded));
    for (std::size_t at = 0; (at = percent_encoded.find('%', at)) != std::string::npos; at += 3) {
      percent_encoded[at + 1] = ascii_lower(percent_encoded[at + 1]);
      percent_encoded[at + 2] = ascii_lower(percent_encoded[at + 2]);
    }
    add(std::move(percent_encoded));
  }
};

// --- any spelling, undone ---

// A text that may hold a secret, wiped when it goes.
struct Undone {
  explicit Undone(std::string_view from) { text.reserve(from.size()); }
  Undone(const Undone&) = delete;
  Undone& operator=(const Undone&) = delete;
  ~Undone() { wipe(text); }

  std::string text;
};

void undo_percent(std::string_view from, char plus, std::string& out) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    const int byte = from[i] == '%' ? hex_byte_value(from.substr(i + 1)) : -1;
    if (byte >= 0) i += 2;
    out += byte >= 0 ? static_cast<char>(byte) : from[i] == '+' ? plus : from[i];
  }
}

// The code unit of an escape \uXXXX at the start of `text`, or -1.
int json_unit(std::string_view text) {
  if (!text.starts_with("\\u")) return -1;
  const int high = hex_byte_value(text.substr(2));
  const int low = text.size() < 4 ? -1 : hex_byte_value(text.substr(4));
  return high < 0 || low < 0 ? -1 : high << 8 | low;
}

void undo_json(std::string_view from, std::string& out) {
  constexpr std::string_view kLetters = "bfnrt\"\\/";
  constexpr std::string_view kMeanings = "\b\f\n\r\t\"\\/";
  while (!from.empty()) {
    if (const int unit = json_unit(from); unit >= 0) {
      const int low = json_unit(from.substr(6));
      const bool is_pair = unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000;
      append_utf8(out, static_cast<char32_t>(
                           is_pair ? 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00)) : unit));
      from.remove_prefix(is_pair ? 12 : 6);
      continue;
    }
    const auto letter = from[0] == '\\' && from.size() > 1 ? kLetters.find(from[1]) : kLetters.npos;
    out += letter == kLetters.npos ? from[0] : kMeanings[letter];
    from.remove_prefix(letter == kLetters.npos ? 1 : 2);
  }
}

// A notation that writes bytes with letters of a few bits each.
struct Notation {
  int (*value)(char);  // of a letter, or -1
  unsigned bits;
  std::size_t letters_min;  // of a telling secret
  std::size_t places;       // a secret may begin at any of so many letters
};

constexpr Notation kHex = {hex_digit_value, 4, 2 * kTellingSecretBytes, 2};
constexpr Notation kBase64 = {base64_letter_value, 6, (4 * kTellingSecretBytes + 2) / 3, 4};

// Each run of letters becomes the bytes that it means when the first `skipped` ones are left out.
void undo_letters(std::string_view from, const Notation& notation, std::size_t skipped,
                  std::string& out) {
  for (std::size_t i = 0; i < from.size();) {
    std::size_t end = i;
    while (end < from.size() && notation.value(from[end]) >= 0) ++end;
    const bool is_all = i == 0 && skipped == 0 && from.find_first_not_of('=', end) == from.npos;
    if (end - i < (is_all ? 1 : notation.letters_min)) {
      out += from.substr(i, std::max<std::size_t>(end - i, 1));
      i = std::max(end, i + 1);
      continue;
    }
    out += from.substr(i, skipped);
    unsigned pending = 0;
    unsigned pending_bits = 0;
    for (i += std::min(skipped, end - i); i < end; ++i) {
      pending =
          (pending << notation.bits | static_cast<unsigned>(notation.value(from[i]))) & 0xffff;
      pending_bits += notation.bits;
      if (pending_bits < 8) continue;
      pending_bits -= 8;
      out += static_cast<char>(pending >> pending_bits & 0xff);
    }
    while (i < from.size() && from[i] == '=') ++i;
  }
}

using See = std::function<bool(std::string_view)>;

// Shows `see` what `text` spells, in each way in which that is something else, until it is true.
bool any_undone(std::string_view text, const See& see) {
  const auto shows = [&](const auto& undo) {
    Undone undone(text);
    undo(undone.text);
    return undone.text != text && see(undone.text);
  };
  const bool has_plus = text.find('+') != text.npos;
  if (has_plus || text.find('%') != text.npos) {
    if (shows([&](std::string& out) { undo_percent(text, '+', out); })) return true;
    if (has_plus && shows([&](std::string& out) { undo_percent(text, ' ', out); })) return true;
  }
  if (text.find('\\') != text.npos && shows([&](std::string& out) { undo_json(text, out); })) {
    return true;
  }
  for (const Notation& notation : {kHex, kBase64}) {
    for (std::size_t skipped = 0; skipped < notation.places; ++skipped) {
      if (shows([&](std::string& out) { undo_letters(text, notation, skipped, out); })) return true;
    }
  }
  return false;
}

bool shows_as_it_is(std::string_view text, std::string_view secret) {
  if (secret.empty()) return false;
  if (secret.size() < kTellingSecretBytes) return text == secret;
  return text.find(secret) != text.npos;
}

}  // namespace

std::vector<Secret> secret_spellings(std::string_view secret) {
  return std::move(Spellings(secret).list);
}

bool spells_secret(std::string_view text, std::span<const std::string_view> secrets) {
  // A secret that itself looks escaped comes back shorter when somebody left its own "%" bare.
  std::vector<Secret> looked_for;
  for (const std::string_view secret : secrets) {
    looked_for.emplace_back(secret);
    for (const char plus : {'+', ' '}) {
      Undone undone(secret);
      undo_percent(secret, plus, undone.text);
      if (undone.text != secret) looked_for.emplace_back(undone.text);
    }
    Undone undone(secret);
    undo_json(secret, undone.text);
    if (undone.text != secret) looked_for.emplace_back(undone.text);
  }
  const See is_there = [&](std::string_view seen) {
    return std::ranges::any_of(
        looked_for, [&](const Secret& secret) { return shows_as_it_is(seen, secret.reveal()); });
  };
  return is_there(text) || any_undone(text, [&](std::string_view once) {
           return is_there(once) || any_undone(once, is_there);
         });
}

}  // namespace everstrike::signing
