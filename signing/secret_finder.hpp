// Finds known secrets in texts, in every spelling: as they are, as hex in any letter case, as
// base64 or base64url at any place of something longer, with '+' for a blank; all of that again
// inside a text that is percent-encoded, escaped as in JSON, or itself hex or base64, so that two
// spellings on top of each other are seen through, and the escapes of what carries them as well. Of
// a text without escapes and long runs of letters it reads every few bytes only, and never more
// than some dozen times a text's length. Not thread-safe while it learns.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "signing/undo.hpp"
#include "signing/written_forms.hpp"

namespace everstrike::signing {

class SecretFinder {
 public:
  // A shorter secret is in every text. One of fewer than kTellingSecretBytes is found as it is, in
  // hex, base64 and escaped, but not in two of them.
  static constexpr std::size_t kShortestSecret = 4;

  // learn adds a secret; a shorter one is left.
  void learn(std::string_view secret);
  [[nodiscard]] bool knows_none() const { return known_.empty(); }

  // find gives the parts of the text that spell a secret, in their order and apart from each other.
  [[nodiscard]] std::vector<TextSpan> find(std::string_view text) const;

 private:
  void find_inside(std::string_view text, int undone, std::vector<TextSpan>& spans) const;
  void find_escaped(std::string_view text, int undone, std::vector<TextSpan>& spans) const;
  void find_as_it_is(std::string_view text, int undone, std::vector<TextSpan>& spans) const;
  void find_in_runs(std::string_view text, TextSpan where, const Notation& notation, int undone,
                    std::vector<TextSpan>& spans) const;
  void find_in_run(std::string_view text, TextSpan run, const Notation& notation, int undone,
                   std::vector<TextSpan>& spans) const;
  void find_in_groups(std::string_view letters, const Notation& notation, std::size_t at,
                      int undone, std::vector<TextSpan>& spans) const;

  WrittenForms forms_;
  std::unordered_set<std::size_t> known_;  // hashes
  std::size_t inner_bytes_min_ = 0;  // of what a telling secret is spelled as, and spelled again
  // Of all secrets that are looked for in two spellings. What spells one spells it in such bytes
  // too.
  bool all_ascii_ = true;
  bool all_printable_ = true;
};

}  // namespace everstrike::signing
