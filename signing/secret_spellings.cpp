#include "signing/secret_spellings.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "signing/base64.hpp"
#include "signing/form_encoding.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/json_string.hpp"
#include "signing/undo.hpp"

namespace everstrike::signing {
namespace {

// --- the usual spellings, as they stand ---

std::string unpadded(std::string_view bytes) {
  std::string letters = base64_encode(bytes);
  letters.erase(std::find(letters.begin(), letters.end(), '='), letters.end());
  return letters;
}

class Spellings {
 public:
  explicit Spellings(std::string_view secret) {
    add(std::string(secret));
    add(hex_of(secret));
    add(upper_hex_of(secret));
    add_base64(unpadded(secret));
    for (const auto form : {Form::base64, Form::base64_after_one, Form::base64_after_two}) {
      add_base64(written(secret, form));
    }
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

// How few letters may hold a telling secret.
std::size_t letters_min(const Notation& notation) {
  return (8 * kTellingSecretBytes + notation.bits - 1) / notation.bits;
}

// Each run of letters becomes the bytes that it means when the first `skipped` ones are left out.
void undo_letters(std::string_view from, const Notation& notation, std::size_t skipped,
                  std::string& out) {
  for (std::size_t i = 0; i < from.size();) {
    std::size_t end = i;
    while (end < from.size() && notation.value(from[end]) != Notation::kNone) ++end;
    const bool is_all = i == 0 && skipped == 0 && from.find_first_not_of('=', end) == from.npos;
    if (end - i < (is_all ? 1 : letters_min(notation))) {
      out += from.substr(i, std::max<std::size_t>(end - i, 1));
      i = std::max(end, i + 1);
      continue;
    }
    out += from.substr(i, skipped);
    const std::size_t begin = i + std::min(skipped, end - i);
    undo_run(from.substr(begin, end - begin), notation, out);
    i = end;
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
  if (has_odd_backslash(text) && shows([&](std::string& out) { undo_json_units(text, out); })) {
    return true;
  }
  for (const Notation* notation : {&hex_notation(), &base64_notation()}) {
    for (std::size_t skipped = 0; skipped < notation->places; ++skipped) {
      if (shows([&](std::string& out) { undo_letters(text, *notation, skipped, out); }))
        return true;
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

std::string written(std::string_view secret, Form form) {
  if (form == Form::plain) return std::string(secret);
  if (form == Form::hex) return hex_of(secret);
  const std::size_t before = form == Form::base64 ? 0 : form == Form::base64_after_one ? 1 : 2;
  std::string bytes(before, '\0');
  bytes += secret;
  std::string letters = unpadded(bytes);
  wipe(bytes);
  if ((before + secret.size()) % 3 != 0) letters.pop_back();
  letters.erase(0, before == 0 ? 0 : before + 1);
  if (letters.size() < kBase64PieceMin) letters.clear();
  return letters;
}

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
