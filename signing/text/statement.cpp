#include "signing/text/statement.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace everstrike::signing {
namespace {

constexpr std::string_view kPunctuation = ".,;:!?()\"\n";

constexpr std::array<std::string_view, 15> kDoubts = {
    "not",     "no",     "never", "neither", "nor", "none",  "nothing", "cannot",
    "whether", "unless", "if",    "until",   "may", "might", "perhaps"};

// Behind these a new thought begins, also without a comma.
constexpr std::array<std::string_view, 8> kTurns = {"because", "since", "as",    "but",
                                                    "and",     "that",  "which", "though"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// What may stand in front of "already …" without being what it is said of.
constexpr std::array<std::string_view, 19> kBare = {
    "a",     "an",     "the", "is",     "was",       "has",      "had",     "been",  "be", "can",
    "can't", "cannot", "not", "cancel", "cancelled", "canceled", "because", "since", "as"};

bool names_an_order(std::string_view word) {
  return word == "order" || word == "it" || word == "it's" ||
         word.find_first_of("0123456789") != std::string_view::npos;
}

// Whether a phrase with these words around it is said of something that is no order, such as "your
// subscription was". Only orders are filled or executed already; sessions, quotas and subscriptions
// end in the other words.
bool is_of_another(std::string_view phrase, const std::vector<std::string_view>& before,
                   const std::vector<std::string_view>& after) {
  if (std::ranges::any_of(before, names_an_order)) return false;
  if (phrase.starts_with("was ")) return !before.empty();
  if (!phrase.starts_with("already c")) return false;
  return (after.empty() || after.front() != "order") &&
         !std::ranges::all_of(before, [](auto word) { return is_one_of(kBare, word); });
}

Statement statement_at(std::string_view text, std::size_t place, std::string_view phrase) {
  const auto front = text.substr(0, place);
  const auto mark = front.find_last_of(kPunctuation);
  const auto before = words_of(mark == std::string_view::npos ? front : front.substr(mark + 1));
  const auto back = text.substr(place + phrase.size());
  const auto end = std::min(back.find_first_of(kPunctuation), back.size());
  const auto after = words_of(back.substr(0, end));

  bool is_doubted = false;
  bool is_alternative = std::ranges::find(after, "or") != after.end();
  for (const auto word : before) {
    // "cannot cancel an already filled order" denies the cancel only, "not found or already filled"
    // the finding only.
    if (is_one_of(kTurns, word) || word == "cancel" || word == "found") is_doubted = false;
    if (is_one_of(kDoubts, word) || word.ends_with("n't")) is_doubted = true;
    if (word == "or" || word == "either") is_alternative = true;
  }
  const bool is_asked = end < back.size() && back[end] == '?';
  const bool is_in_part = !after.empty() && (after[0] == "partially" || after[0] == "partly");
  if (is_in_part || is_asked || is_doubted || is_of_another(phrase, before, after)) {
    return Statement::none;
  }
  return is_alternative ? Statement::alternative : Statement::stated;
}

}  // namespace

Statement statement_of(std::string_view text, std::string_view phrase) {
  auto strongest = Statement::none;
  for (auto place = text.find(phrase); place != std::string_view::npos;
       place = text.find(phrase, place + 1)) {
    strongest = std::max(strongest, statement_at(text, place, phrase));
  }
  return strongest;
}

}  // namespace everstrike::signing
