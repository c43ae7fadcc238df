#include "signing/secret_finder.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "signing/secret_spellings.hpp"

namespace everstrike::signing {
namespace {

// How many spellings are undone, one after the other: two, and the escapes in which a form or a
// document carries them.
constexpr int kUndoneMax = 3;

// How many bytes the shortest spelling has that is no form of its own (secret_spellings.hpp).
std::size_t inner_bytes(std::string_view secret) {
  if (secret.find(' ') != secret.npos) return secret.size();  // '+' for it
  const bool has_short_escape = std::ranges::any_of(secret, [](char c) {
    return c == '"' || c == '\\' || c == '/' || static_cast<unsigned char>(c) < 0x20;
  });
  return secret.size() + (has_short_escape ? 1 : 2);
}

// Letters of a notation in groups that mean whole bytes: two of hex, four of base64.
class Groups {
 public:
  // `printable` has groups fit that mean printable ASCII alone, else any ASCII.
  Groups(std::string_view letters, const Notation& notation, bool printable)
      : letters_(letters),
        notation_(notation),
        is_hex_(notation.bits == 4),
        printable_(printable) {}

  [[nodiscard]] std::size_t size() const { return letters_.size() / group_letters(); }
  [[nodiscard]] std::string_view all() const { return letters_; }
  [[nodiscard]] std::size_t letters_before(std::size_t group) const {
    return group * group_letters();
  }
  // letters gives those of the groups from `first` up to `end`, with what is no whole group.
  [[nodiscard]] std::string_view letters(std::size_t first, std::size_t end) const {
    return letters_.substr(letters_before(first), letters_before(end - first));
  }
  [[nodiscard, gnu::always_inline]] bool fits(std::size_t group) const {
    const char* letter = letters_.data() + letters_before(group);
    const auto value = [&](std::size_t i) -> unsigned { return notation_.value(letter[i]); };
    // Bytes below 0x20 have none of the bits 0x60, those from 0x80 on have 0x80.
    const auto byte_fits = [&](unsigned byte) {
      return (byte & 0x80) == 0 && (!printable_ || (byte & 0x60) != 0);
    };
    if (is_hex_) return byte_fits(value(0) << 4 | value(1));
    return byte_fits(value(0) << 2 | value(1) >> 4) &&
           byte_fits((value(1) << 4 | value(2) >> 2) & 0xff) &&
           byte_fits((value(2) << 6 | value(3)) & 0xff);
  }
  // How many groups are whole in so many bytes, wherever those begin.
  [[nodiscard]] std::size_t sure_to_be_whole(std::size_t bytes) const {
    return is_hex_ ? bytes : (bytes - 2) / 3;
  }

 private:
  [[nodiscard]] std::size_t group_letters() const { return is_hex_ ? 2 : 4; }

  std::string_view letters_;
  const Notation& notation_;
  bool is_hex_;
  bool printable_;
};

// Moves spans of what was undone to where they came from.
void move_back(const Origins& origins, std::size_t original_size, std::vector<TextSpan>& spans) {
  for (TextSpan& span : spans) {
    std::size_t end = span.end;
    while (end < origins.size() && origins[end] == origins[span.end - 1]) ++end;
    span = {origins[span.begin], end < origins.size() ? origins[end] : original_size};
  }
}

void put_in_order(std::vector<TextSpan>& spans) {
  std::ranges::sort(spans, {}, &TextSpan::begin);
  std::size_t kept = 0;
  for (const TextSpan& span : spans) {
    if (kept > 0 && span.begin < spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
}

}  // namespace

void SecretFinder::learn(std::string_view secret) {
  if (secret.size() < kShortestSecret) return;
  if (!known_.insert(std::hash<std::string_view>{}(secret)).second) return;
  forms_.learn(secret);
  if (secret.size() < kTellingSecretBytes) return;
  // One that itself looks escaped comes back shorter where somebody left its own '%' bare.
  for (const auto& undo :
       {+[](std::string_view from, std::string&out) { undo_percent(from, '+', out); },
        +[](std::string_view from, std::string&out) { undo_json(from, out); }}) {
    std::string shorter;
    undo(secret, shorter);
    if (shorter.size() < secret.size() && shorter.size() >= kTellingSecretBytes) learn(shorter);
    wipe(shorter);
  }
  const std::size_t bytes = inner_bytes(secret);
  inner_bytes_min_ = inner_bytes_min_ == 0 ? bytes : std::min(inner_bytes_min_, bytes);
  all_ascii_ = all_ascii_ && std::ranges::all_of(secret, [](char c) {
                 return static_cast<unsigned char>(c) < 0x80;
               });
  all_printable_ =
      all_printable_ && std::ranges::all_of(secret, [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80;
      });
}

std::vector<TextSpan> SecretFinder::find(std::string_view text) const {
  std::vector<TextSpan> spans;
  if (text.size() < kShortestSecret || known_.empty()) return spans;
  find_inside(text, 0, spans);
  if (spans.size() > 1) put_in_order(spans);
  return spans;
}

void SecretFinder::find_inside(std::string_view text, int undone,
                               std::vector<TextSpan>& spans) const {
  find_as_it_is(text, undone, spans);
  if (undone + 1 < kUndoneMax && inner_bytes_min_ != 0) {
    find_in_runs(text, {0, text.size()}, base64_notation(), undone + 1, spans);
  }
}

// What is inside a run of letters is not looked for runs again: hex of base64 of a secret is two
// spellings already, and forms are found as they are.
void SecretFinder::find_as_it_is(std::string_view text, int undone,
                                 std::vector<TextSpan>& spans) const {
  forms_.add_spans(text, spans);
  if (undone < kUndoneMax) find_escaped(text, undone + 1, spans);
}

void SecretFinder::find_escaped(std::string_view text, int undone,
                                std::vector<TextSpan>& spans) const {
  const auto look_behind = [&](const auto& undo) {
    std::string meant;
    meant.reserve(text.size());
    undo(meant, nullptr);
    std::vector<TextSpan> found;
    if (meant.size() != text.size()) find_inside(meant, undone, found);
    if (!found.empty()) {
      wipe(meant);
      meant.clear();
      Origins origins;
      undo(meant, &origins);
      move_back(origins, text.size(), found);
      spans.insert(spans.end(), found.begin(), found.end());
      wipe(meant);
    }
  };
  if (text.find('%') != text.npos) {
    look_behind([&](std::string& out, Origins* origins) { undo_percent(text, '+', out, origins); });
  }
  if (text.find('\\') != text.npos) {
    look_behind([&](std::string& out, Origins* origins) { undo_json(text, out, origins); });
    if (has_odd_backslash(text)) {
      look_behind([&](std::string& out, Origins* origins) { undo_json_units(text, out, origins); });
    }
  }
}

// Looks at every few bytes only: a run that is long enough has a letter at one of them. The letters
// of hex are letters of base64 too, and it takes more of them, so runs of hex are looked for in
// runs of base64 alone.
void SecretFinder::find_in_runs(std::string_view text, TextSpan where, const Notation& notation,
                                int undone, std::vector<TextSpan>& spans) const {
  const auto is_letter = [&](std::size_t at) {
    return notation.value(text[at]) != Notation::kNone;
  };
  const std::size_t letters_min = (8 * inner_bytes_min_ + notation.bits - 1) / notation.bits;
  std::size_t behind = where.begin;  // no run that is looked for begins before
  for (std::size_t at = where.begin + letters_min - 1; at < where.end;) {
    if (!is_letter(at)) {
      behind = at + 1;
      at += letters_min;
      continue;
    }
    TextSpan run{at, at + 1};
    while (run.begin > behind && is_letter(run.begin - 1)) --run.begin;
    while (run.end < where.end && is_letter(run.end)) ++run.end;
    if (run.end - run.begin >= letters_min) {
      find_in_run(text, run, notation, undone, spans);
      if (&notation == &base64_notation()) find_in_runs(text, run, hex_notation(), undone, spans);
    }
    behind = run.end + 1;
    at = run.end + letters_min;
  }
}

void SecretFinder::find_in_run(std::string_view text, TextSpan run, const Notation& notation,
                               int undone, std::vector<TextSpan>& spans) const {
  for (std::size_t skipped = 0; skipped < notation.places; ++skipped) {
    const std::size_t begin = run.begin + skipped;
    if (begin >= run.end) return;
    const Groups groups(text.substr(begin, run.end - begin), notation, all_printable_);
    const std::size_t in_a_row = groups.sure_to_be_whole(inner_bytes_min_);
    if (!all_ascii_) {
      find_in_groups(groups.all(), notation, begin, undone, spans);
      continue;
    }
    // Of groups that many of which have to fit in a row, every so many-th is looked at first.
    for (std::size_t group = in_a_row - 1; group < groups.size();) {
      if (!groups.fits(group)) {
        group += in_a_row;
        continue;
      }
      std::size_t first = group;
      while (first > 0 && group - first + 1 < in_a_row && groups.fits(first - 1)) --first;
      std::size_t last = group;
      while (last + 1 < groups.size() && groups.fits(last + 1)) ++last;
      if (last - first + 1 >= in_a_row) {
        const std::size_t from = first == 0 ? 0 : groups.letters_before(first - 1);
        find_in_groups(groups.letters(first == 0 ? 0 : first - 1, last + 2), notation, begin + from,
                       undone, spans);
      }
      group = last + 1 + in_a_row;
    }
  }
}

void SecretFinder::find_in_groups(std::string_view letters, const Notation& notation,
                                  std::size_t at, int undone, std::vector<TextSpan>& spans) const {
  std::string meant;
  undo_run(letters, notation, meant);
  std::vector<TextSpan> found;
  find_as_it_is(meant, undone, found);
  for (const TextSpan& span : found) {
    const std::size_t end = (8 * span.end + notation.bits - 1) / notation.bits;
    spans.push_back({at + 8 * span.begin / notation.bits, at + std::min(end, letters.size())});
  }
  if (!found.empty()) wipe(meant);
}

}  // namespace everstrike::signing
