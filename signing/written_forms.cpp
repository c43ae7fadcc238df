#include "signing/written_forms.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "signing/base64.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::signing {
namespace {

constexpr std::size_t kGramBytes = 4;
constexpr std::size_t kHeadBytesMax = 16;
// How many looks a byte may cost on the average, and how many are always free.
constexpr std::size_t kLooksPerByte = 4;
constexpr std::size_t kLooksFree = 4096;
// A look at a whole pattern costs one for so many bytes.
constexpr std::size_t kBytesPerLook = 16;

// What may stand for each other in some form is one: letter case, the two alphabets of base64, and
// '+' and a blank.
constexpr std::array<unsigned char, 256> make_folded() {
  std::array<unsigned char, 256> folded{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    folded[byte] = static_cast<unsigned char>(ascii_lower(static_cast<char>(byte)));
  }
  folded['+'] = folded['-'] = ' ';
  folded['/'] = '_';
  return folded;
}

constexpr std::array<unsigned char, 256> kFolded = make_folded();

std::uint32_t fold(char c) { return kFolded[static_cast<unsigned char>(c)]; }

std::uint32_t folded_gram(const char* text) {
  return fold(text[0]) | fold(text[1]) << 8 | fold(text[2]) << 16 | fold(text[3]) << 24;
}

std::uint64_t folded_hash(std::string_view text) {
  std::uint64_t hash = text.size();
  for (const char c : text) {
    hash = (hash ^ fold(c)) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29;
  }
  return hash;
}

std::size_t slot_of(std::uint32_t gram, std::size_t slots) {
  const std::uint32_t mixed = gram * 0x9E3779B1U;
  return (mixed ^ mixed >> 15) & (slots - 1);
}

char blank_for_plus(char c) { return c == '+' ? ' ' : c; }

// The letters of base64 after and before the ones that depend on the secret alone hold some bits of
// it, too.
void widen(std::string_view text, std::string_view secret, Form form, TextSpan& span) {
  if (form == Form::plain || form == Form::hex) return;
  const std::size_t before = form == Form::base64_after_one   ? 1
                             : form == Form::base64_after_two ? 2
                                                              : 0;
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && base64_letter_value(text[at]) >= 0;
  };
  if (before != 0 && span.begin > 0 && is_letter(span.begin - 1)) --span.begin;
  if ((before + secret.size()) % 3 != 0 && is_letter(span.end)) ++span.end;
}

}  // namespace

void WrittenForms::learn(std::string_view secret) {
  secrets_.emplace_back(secret);
  std::size_t shortest = kHeadBytesMax;
  for (const Form form : kForms) {
    std::string text = written(secret, form);
    if (!text.empty()) shortest = std::min(shortest, text.size());
    wipe(text);
  }
  if (head_bytes_ == 0 || shortest < head_bytes_) {
    head_bytes_ = shortest;
    index_all();
  } else {
    index(static_cast<std::uint32_t>(secrets_.size() - 1));
  }
}

void WrittenForms::index_all() {
  grams_.assign(256, {});
  grams_used_ = 0;
  heads_.clear();
  wholes_.clear();
  for (std::size_t i = 0; i < secrets_.size(); ++i) index(static_cast<std::uint32_t>(i));
}

void WrittenForms::index(std::uint32_t secret) {
  for (const Form form : kForms) {
    std::string text = written(secrets_[secret].reveal(), form);
    if (text.empty()) continue;
    const std::string_view head = std::string_view(text).substr(0, head_bytes_);
    auto& lengths = heads_[folded_hash(head)].lengths;
    if (std::ranges::find(lengths, text.size()) == lengths.end()) {
      lengths.push_back(static_cast<std::uint32_t>(text.size()));
    }
    wholes_[folded_hash(text)].push_back({secret, form});
    for (std::size_t place = 0; place + kGramBytes <= head.size(); ++place) {
      add_gram(folded_gram(head.data() + place), 1U << place);
    }
    wipe(text);
  }
}

void WrittenForms::add_gram(std::uint32_t bytes, std::uint32_t places) {
  if (4 * (grams_used_ + 1) > grams_.size()) {
    std::vector<Gram> old(4 * grams_.size());
    old.swap(grams_);
    grams_used_ = 0;
    for (const Gram& gram : old) {
      if (gram.places != 0) add_gram(gram.bytes, gram.places);
    }
  }
  std::size_t slot = slot_of(bytes, grams_.size());
  while (grams_[slot].places != 0 && grams_[slot].bytes != bytes) {
    slot = (slot + 1) & (grams_.size() - 1);
  }
  if (grams_[slot].places == 0) ++grams_used_;
  grams_[slot].bytes = bytes;
  grams_[slot].places |= places;
}

std::uint32_t WrittenForms::places_of(std::uint32_t gram) const {
  std::size_t slot = slot_of(gram, grams_.size());
  while (grams_[slot].places != 0) {
    if (grams_[slot].bytes == gram) return grams_[slot].places;
    slot = (slot + 1) & (grams_.size() - 1);
  }
  return 0;
}

bool WrittenForms::is_there(std::string_view piece, const Pattern& pattern) const {
  const std::string_view secret = secrets_[pattern.secret].reveal();
  std::string text = written(secret, pattern.form);
  const auto is_same = [&](char a, char b) {
    if (a == b) return true;
    if (pattern.form == Form::plain) return blank_for_plus(a) == blank_for_plus(b);
    if (pattern.form == Form::hex) return ascii_lower(a) == b;
    // A base64 text that was read as a form has a blank for its '+'.
    return base64_letter_value(a == ' ' ? '+' : a) == base64_letter_value(b);
  };
  const bool is_same_text =
      std::equal(piece.begin(), piece.end(), text.begin(), text.end(), is_same);
  wipe(text);
  return is_same_text;
}

std::size_t WrittenForms::look_at(std::string_view text, std::size_t at,
                                  std::vector<TextSpan>& spans) const {
  std::size_t work = 1;
  const auto head = heads_.find(folded_hash(text.substr(at, head_bytes_)));
  if (head == heads_.end()) return work;
  for (const std::uint32_t length : head->second.lengths) {
    if (length > text.size() - at) continue;
    const std::string_view piece = text.substr(at, length);
    work += 1 + length / kBytesPerLook;
    const auto whole = wholes_.find(folded_hash(piece));
    if (whole == wholes_.end()) continue;
    for (const Pattern& pattern : whole->second) {
      work += 1 + length / kBytesPerLook;
      if (!is_there(piece, pattern)) continue;
      TextSpan span{at, at + length};
      widen(text, secrets_[pattern.secret].reveal(), pattern.form, span);
      spans.push_back(span);
    }
  }
  return work;
}

void WrittenForms::add_spans(std::string_view text, std::vector<TextSpan>& spans) const {
  if (head_bytes_ == 0 || text.size() < head_bytes_) return;
  // Of so many places that follow one another each head has a gram at one.
  const std::size_t step = head_bytes_ - kGramBytes + 1;
  const std::size_t looks_max = kLooksFree + kLooksPerByte * text.size();
  std::size_t looks = 0;
  for (std::size_t at = 0; at + kGramBytes <= text.size(); at += step) {
    std::uint32_t places = places_of(folded_gram(text.data() + at));
    for (; places != 0; places &= places - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(places));
      if (place > at || text.size() - (at - place) < head_bytes_) continue;
      looks += look_at(text, at - place, spans);
    }
    if (looks > looks_max) {
      spans.push_back({at - std::min(at, head_bytes_), text.size()});
      return;
    }
  }
}

}  // namespace everstrike::signing
