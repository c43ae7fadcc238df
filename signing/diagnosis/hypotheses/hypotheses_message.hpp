// How a text may have been made that was signed in place of the received body. Three stages, each
// with small functions of its own, make such a text:
//   change the fields (order, values, what is there)  -> FieldChange
//   write them (which encoder, JSON, values only)     -> Writing
//   wrap the text (line end, path in front, UTF-16)   -> Wrapping
// One stage off the right way is one mistake; search.cpp combines two.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/budget.hpp"
#include "signing/diagnosis/hypotheses/received.hpp"
#include "signing/diagnosis/hypotheses/steps.hpp"

namespace everstrike::diagnosis {

// Frequent and common hypotheses are tried first, and on long bodies too. Two mistakes are looked
// for where one of them is frequent and the other at least common; the deep search takes all but
// the odd ones. Those are what a family of spellings holds beyond the usual: many, and looked for
// only when nothing else was found.
enum class Likelihood { frequent, common, rare, odd };

// What is tried in one go: everything that is at least common, then the rare, then the odd.
enum class Tier { likely, rare, odd };
[[nodiscard]] constexpr Tier tier_of(Likelihood likelihood) noexcept {
  return likelihood == Likelihood::odd    ? Tier::odd
         : likelihood == Likelihood::rare ? Tier::rare
                                          : Tier::likely;
}

struct FieldChange {
  MistakeId id;
  Likelihood likelihood;
  Fields fields;  // as they were before the mistake, or are after it: what was signed
};

// Hands field changes on as they are made, those of one tier only, and as long as the budget lasts:
// taking a body apart anew costs its length.
class FieldChanges {
 public:
  using Taker = std::function<void(FieldChange change)>;
  using TextTaker = std::function<void(MistakeId id, const std::string& text)>;
  FieldChanges(Tier tier, Budget& budget, bool keeps, Taker taker, TextTaker text_taker)
      : tier_(tier),
        budget_(budget),
        keeps_(keeps),
        taker_(std::move(taker)),
        text_taker_(std::move(text_taker)) {}

  // takes says whether a change of this likelihood is worth making.
  [[nodiscard]] bool takes(Likelihood likelihood) const {
    return tier_of(likelihood) == tier_ && !budget_.spent();
  }
  void add(MistakeId id, Likelihood likelihood, Fields fields);
  // add_text takes the finished text of a change that is never paired.
  void add_text(MistakeId id, Likelihood likelihood, const std::string& text);
  // keeps says whether changes are kept to be paired; where not, their texts are all that counts.
  [[nodiscard]] bool keeps() const { return keeps_; }
  // spend counts work that may come to nothing.
  bool spend(std::size_t bytes) { return budget_.take_bytes(bytes); }

 private:
  Tier tier_;
  Budget& budget_;
  bool keeps_;
  Taker taker_;
  TextTaker text_taker_;
};

// A function that makes its changes and adds them.
using FieldHypothesis = void (*)(const Received& received, FieldChanges& out);
[[nodiscard]] std::span<const FieldHypothesis> field_hypotheses() noexcept;  // order, presence
[[nodiscard]] std::span<const FieldHypothesis> value_hypotheses() noexcept;  // spelling, charset
[[nodiscard]] std::span<const FieldHypothesis> list_hypotheses() noexcept;

struct Writing {
  MistakeId id;
  Likelihood likelihood;
  std::string (*write)(const Fields& fields, std::size_t variant);
  std::size_t variant;
};

// writings gives the ways to write fields that are mistakes for a body of this kind.
[[nodiscard]] std::span<const Writing> writings(BodyKind kind) noexcept;

struct Wrapping {
  Steps steps;  // two where one program makes both: Windows' editors a mark and line ends
  Likelihood likelihood;
  std::string before;
  std::string after;
  std::string (*change)(std::string_view text) = nullptr;  // applied first; nullptr: nothing

  [[nodiscard]] std::string wrap(std::string_view text) const {
    return before + (change != nullptr ? change(text) : std::string(text)) + after;
  }
};

// other_escapings makes the texts that differ from the received one only in which characters are
// escaped: an encoder is the set of those that it leaves alone, so any two of the field differ in
// this way. `take` gets each text with what tells it from the received one, and says whether to go
// on. Which mistake the difference is costs more to tell than the text to make, so it is asked for.
using Difference = std::function<MistakeId()>;
void other_escapings(
    const Received& received, std::size_t texts_max,
    const std::function<bool(const std::string& text, const Difference& difference)>& take);

// wrappings gives what may have been done to a whole text, common ones first. Those which stand
// for a fixed text (the empty one, a query) ignore what they wrap.
[[nodiscard]] std::vector<Wrapping> wrappings(const Received& received);
void append_context_wrappings(const Received& received,
                              std::vector<Wrapping>& out);  // path, time …

}  // namespace everstrike::diagnosis
