// Looks for the recipe that gives the received signature: first the right text and key written
// wrongly, then every single mistake, then two together where that is realistic. Fewer mistakes
// always win, so a request with two of them is never blamed on a third one alone. Stays within its
// budget; what the budget cuts off is the least likely.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/diagnosis/evidence.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_algorithm.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/hypotheses/reading.hpp"
#include "signing/diagnosis/hypotheses/seen_texts.hpp"
#include "signing/prepared_key.hpp"

namespace everstrike::diagnosis {

// A recipe that was found, in the words of a proof.
struct Finding {
  Steps steps;
  std::string signature;      // "hex(mac)"
  std::string_view function;  // "HMAC-SHA256({key}, {text})"
  std::string_view key;       // "secret"
  std::string text;           // what was signed
};

class Search {
 public:
  // All arguments must outlive the search. `outer` is a mistake that is certain already (the
  // signature stood in the wrong place).
  Search(const Refused& refused, const Received& received, const Readings& readings, Depth depth,
         Budget& budget, const Steps& outer = {});

  void run();

  // findings gives all recipes with the fewest mistakes, the most likely first.
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  static constexpr std::string_view kHmac = "HMAC-SHA256({key}, {text})";

  void right_text_and_key();
  void whole_texts(Tier tier);
  void changed_fields(Tier tier);
  void keys(Tier tier);
  void odd_keys();
  void process_ids(std::size_t last);
  void odd_ones();
  void other_algorithms(Tier tier);
  void other_encoders(std::size_t texts_max);
  void other_orders(std::size_t fields_max);
  void cut_ends();
  void earlier_bodies();
  void lost_ends();
  // Two mistakes, of which the first and the second are at least as likely as said.
  void two_mistakes(Likelihood first, Likelihood second);
  void gather_single_texts(Likelihood least);
  void changed_and_written(Likelihood first, Likelihood second);
  void wrapped_again(Likelihood second);
  void with_other_key(Likelihood second);
  void with_other_algorithm(Likelihood second);

  void try_text(const Steps& steps, std::string_view text);
  // The same for a text that `parts` made one after the other: each must show in the bytes.
  void try_text(const Steps& steps, std::string_view text, std::span<const Change> parts);
  void try_key(const signing::PreparedKey& prepared, MistakeId id, std::string_view written,
               const Steps& steps, std::string_view text);
  void try_algorithm(const Algorithm& algorithm, const Steps& steps, std::string_view key,
                     std::string_view key_name, std::string_view text);
  void compare(std::string_view digest, const Steps& steps, std::string_view function,
               std::string_view key, std::string_view text);
  void found(Finding finding);
  // What was sent where the right text should be: the body, or the query in its place.
  [[nodiscard]] std::string_view sent() const;
  [[nodiscard]] bool may_match(std::string_view digest) const;

  // A text made of the query's fields is a mistake by itself, whatever else is.
  [[nodiscard]] std::optional<Steps> steps_with_query(MistakeId id) const;
  [[nodiscard]] bool applies(MistakeId id) const;
  [[nodiscard]] std::optional<std::string> written(const Writing& writing, const Fields& fields);
  [[nodiscard]] bool is_wanted(const Algorithm& algorithm, bool whole_only) const;

  const Refused& refused_;
  const Received& received_;
  const Readings& readings_;
  const Depth depth_;
  Budget& budget_;
  const Steps outer_;
  const signing::PreparedKey key_;
  // Readings by the start of their digest, so that a comparison costs the same for any number.
  std::vector<std::pair<std::uint64_t, std::size_t>> by_start_;

  std::vector<FieldChange> changes_;
  std::vector<Wrapping> wraps_;
  std::vector<KeyVariant> keys_;
  // Texts with one mistake, kept to be tried with other keys and algorithms.
  struct SingleText {
    Steps steps;
    MistakeId id;  // the part of `steps` that made the text
    std::string text;
  };
  std::vector<SingleText> singles_;
  SeenTexts tried_;
  std::vector<Finding> findings_;
  bool was_hit_ = false;          // the recipe that was tried last
  bool compares_always_ = false;  // there are one-way encodings, which no digest rules out
};

}  // namespace everstrike::diagnosis
