#include "signing/text/statement.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "signing/text/ascii.hpp"

namespace everstrike::signing {
namespace {

using Words = std::span<const std::string_view>;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 36> kDoubts = {
    "not",      "no",       "never",      "neither",    "nor",    "none",  "nothing", "cannot",
    "whether",  "unless",   "if",         "until",      "may",    "might", "perhaps", "maybe",
    "probably", "possibly", "presumably", "apparently", "likely", "seems", "appears", "could",
    "should",   "would",    "when",       "once",       "before", "after", "case",    "assuming",
    "unclear",  "unsure",   "hardly",     "without"};

// Behind these a new thought begins, also without a comma.
constexpr std::array<std::string_view, 8> kTurns = {"because", "since", "as",    "but",
                                                    "and",     "that",  "which", "though"};

// What may stand in front of a phrase that is said of nothing else.
constexpr std::array<std::string_view, 28> kBare = {
    "a",      "an",     "the",      "is",        "was",      "has",    "had",
    "been",   "be",     "can",      "it",        "can't",    "cannot", "not",
    "cancel", "could",  "couldn't", "unable",    "to",       "fail",   "you",
    "we",     "failed", "because",  "cancelled", "canceled", "since",  "as"};

// In front of "cancel …", the verb.
constexpr std::array<std::string_view, 14> kTries = {
    "can", "can't", "cannot", "not", "could", "couldn't", "unable",
    "to",  "fail",  "failed", "you", "we",    "it",       "error"};

// The words of a refusal's own label: "Cancel rejected: already filled".
constexpr std::array<std::string_view, 21> kLabels = {
    "invalid",  "request", "error",  "rejected", "refused", "failed", "denied",
    "conflict", "reason",  "status", "state",    "code",    "msg",    "message",
    "order",    "cancel",  "bad",    "http",     "cannot",  "can't",  "not"};

// Between the order and what is said of it.
constexpr std::array<std::string_view, 21> kAdverbs = {
    "is",   "was",   "has",      "had",       "been",          "be",          "being",
    "now",  "just",  "fully",    "entirely",  "completely",    "also",        "already",
    "then", "since", "recently", "meanwhile", "automatically", "immediately", "actually"};

constexpr std::array<std::string_view, 12> kPrepositions = {
    "for", "of", "to", "on", "in", "about", "with", "from", "against", "at", "by", "under"};

// Orders that aren't the one asked for.
constexpr std::array<std::string_view, 20> kOthers = {
    "another", "other", "others", "previous", "last",      "next", "opposite",
    "parent",  "child", "linked", "related",  "different", "each", "every",
    "some",    "any",   "one",    "second",   "oco",       "hedge"};

// Behind "already …", where nothing else tells what it is said of.
constexpr std::array<std::string_view, 22> kContinuing = {
    "and",    "or",    "but",     "so",  "by",    "at",        "on",      "before",
    "since",  "as",    "earlier", "for", "can",   "it",        "because", "order",
    "cannot", "can't", "with",    "in",  "fully", "completely"};

// Behind "filled": not all of it, or a form.
constexpr std::array<std::string_view, 6> kInPart = {"partially", "out",         "up",
                                                     "only",      "incorrectly", "wrongly"};

bool is_word_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool has_digit(std::string_view word) { return std::ranges::any_of(word, is_digit); }

// Within numbers, ids and addresses these are no punctuation.
bool is_mark(std::string_view text, std::size_t place) {
  const char c = text[place];
  if (std::string_view(".,:").find(c) != std::string_view::npos) {
    return place + 1 == text.size() || !is_word_char(text[place + 1]);
  }
  return std::string_view(";!?()\"\n").find(c) != std::string_view::npos;
}

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kAround = "'`#<>[]{}=*";
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \t.,:;!?()\"\n"), text.size());
    std::string_view word = text.substr(0, end);
    word = trimmed(word, kAround);
    if (!word.empty()) words.push_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// The last clause of `front`, without the mark in front of it.
std::string_view last_clause(std::string_view front) {
  for (std::size_t end = front.size(); end > 0; --end) {
    if (is_mark(front, end - 1)) return front.substr(end);
  }
  return front;
}

bool names_order(std::string_view word) {
  return word == "order" || word.ends_with("=order") || word.ends_with(":order");
}

bool is_label(std::string_view word) {
  constexpr std::size_t kCodeBytesMax = 8;
  return is_one_of(kBare, word) || is_one_of(kLabels, word) ||
         (has_digit(word) && word.size() <= kCodeBytesMax);
}

// "It" is the order where one was named before, or where nothing else was.
bool can_be_it(Words earlier) {
  return std::ranges::any_of(earlier, names_order) || std::ranges::all_of(earlier, is_label);
}

Words without_tries(Words words) {
  const auto verb = std::ranges::find(words, "cancel");
  if (verb == words.end()) return words;
  const auto count = static_cast<std::size_t>(verb - words.begin());
  const bool is_verb =
      std::ranges::all_of(words.first(count), [](auto word) { return is_one_of(kTries, word); });
  return is_verb ? words.subspan(count + 1) : words;
}

// The words in front of a phrase, of which the last thought is what it may be said of.
struct Clause {
  std::string_view earlier;  // what is in front of them
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;  // behind the phrase
  std::size_t thought = 0;              // where in `before` the last thought begins
  bool is_relative = false;             // with "that" or "which"
  bool is_other_clause = false;         // since nothing stands in the phrase's own

  [[nodiscard]] Words last_thought() const { return Words(before).subspan(thought); }
};

enum class Subject : std::uint8_t { none, order, another };

// What is said behind `words`, of one thought, is said of.
Subject subject_of(Words words, const Clause& clause) {
  words = without_tries(words);
  const auto is_it = [](auto word) { return word == "it" || word == "it's"; };
  auto first = std::ranges::find_if(words, names_order);
  if (first == words.end()) {
    first = std::ranges::find_if(words, is_it);
    if (first == words.end()) return Subject::none;
    auto earlier = words_of(clause.earlier);
    earlier.insert(earlier.end(), clause.before.data(), &*first);
    if (!can_be_it(earlier)) return Subject::another;
  }
  const auto place = static_cast<std::size_t>(first - words.begin());
  for (const auto word : words.first(place)) {
    if (is_one_of(kPrepositions, word) || is_one_of(kOthers, word)) return Subject::another;
  }
  auto between = words.subspan(place + 1);
  for (auto i = between.size(); i > 0; --i) {
    if (!names_order(between[i - 1])) continue;
    between = between.subspan(i);
    break;
  }
  const auto is_id = [](auto word) { return word == "id" || word == "number"; };
  if (!between.empty() && is_one_of(kPrepositions, between.front()) &&
      std::ranges::none_of(between, is_id)) {
    return Subject::order;
  }
  const bool is_plain =
      std::ranges::all_of(between, [](auto word) { return is_one_of(kAdverbs, word); });
  return is_plain || clause.is_other_clause ? Subject::order : Subject::another;
}

bool is_of_another(std::string_view phrase, const Clause& clause) {
  const auto& after = clause.after;
  if (after.size() > 1 && names_order(after[0]) && has_digit(after[1])) return true;
  const Words thought = clause.last_thought();
  const auto subject = subject_of(thought, clause);
  if (subject != Subject::none) return subject == Subject::another;
  const bool is_bare = std::ranges::all_of(without_tries(thought), [&](auto word) {
    return is_one_of(kBare, word) || (clause.is_other_clause && is_label(word));
  });
  if (!is_bare) return true;
  if (clause.is_relative) {
    return subject_of(Words(clause.before).first(clause.thought - 1), clause) != Subject::order;
  }
  if (phrase.starts_with("was ")) {
    if (!thought.empty() && !clause.is_other_clause) return true;
  } else if (!after.empty() && !is_one_of(kContinuing, after[0])) {
    return true;
  }
  // What a label in front of it says it is of.
  return clause.earlier.ends_with(':') &&
         !can_be_it(words_of(last_clause(clause.earlier.substr(0, clause.earlier.size() - 1))));
}

bool is_in_part(std::string_view phrase, const Clause& clause) {
  if (!phrase.ends_with("filled") && !phrase.ends_with("executed")) return false;
  const auto& after = clause.after;
  if (std::ranges::find(clause.before, "part") != clause.before.end()) return true;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto word = after[i];
    if (i == 0 && is_one_of(kInPart, word)) return true;
    if (word == "half" || word == "partly") return true;
    if (i == 0 && word == "in" && (after.size() == 1 || after[1] != "full")) return true;
    if (word.ends_with('%') && word != "100%" && word != "100.0%" && word != "100.00%") return true;
    const auto slash = word.find('/');
    if (slash != std::string_view::npos && has_digit(word) &&
        word.substr(0, slash) != word.substr(slash + 1)) {
      return true;
    }
    if (word == "of" && i > 0 && i + 1 < after.size() && has_digit(after[i - 1]) &&
        after[i - 1] != after[i + 1]) {
      return true;
    }
  }
  return false;
}

// "Unknown order type" is none that is unknown.
bool is_of_another_kind(std::string_view phrase, const Clause& clause) {
  const auto& after = clause.after;
  if (std::ranges::any_of(clause.last_thought(),
                          [](auto word) { return is_one_of(kOthers, word); })) {
    return true;
  }
  if (!phrase.ends_with("order") || after.empty()) return false;
  return after[0] != "sent" && after[0] != "id" && !names_order(after[0]) &&
         !is_one_of(kContinuing, after[0]) && !is_one_of(kPrepositions, after[0]);
}

// Finds the words in front. Behind a comma, in brackets and in quotes there may be none: then they
// stand in the clause in front of these.
void find_before(std::string_view front, Clause& clause) {
  const auto own = last_clause(front);
  clause.before = words_of(own);
  clause.earlier = front.substr(0, front.size() - own.size());
  if (!clause.before.empty() || clause.earlier.empty()) return;
  const auto mark = clause.earlier.size() - 1;
  const char c = front[mark];
  if (std::string_view(",()\"").find(c) == std::string_view::npos) return;
  clause.is_other_clause = true;
  const auto others = clause.earlier.substr(0, mark);
  const auto opening = others.rfind(c == ')' ? '(' : '"');
  const bool is_closing = (c == ')' || (c == '"' && std::ranges::count(others, '"') % 2 == 1)) &&
                          opening != std::string_view::npos;
  find_before(is_closing ? others.substr(0, opening) : others, clause);
  if (is_closing) clause.is_other_clause = false;
  if (is_closing && clause.before.empty()) clause.before = words_of(others.substr(opening));
}

Clause clause_at(std::string_view text, std::size_t place, std::string_view phrase) {
  Clause clause;
  find_before(text.substr(0, place), clause);
  for (std::size_t i = 0; i < clause.before.size(); ++i) {
    const auto word = clause.before[i];
    if (!is_one_of(kTurns, word)) continue;
    clause.thought = i + 1;
    clause.is_relative = word == "that" || word == "which";
  }
  clause.earlier = trimmed_back(clause.earlier);
  const auto back = text.substr(place + phrase.size());
  std::size_t end = 0;
  while (end < back.size() && !is_mark(back, end)) ++end;
  clause.after = words_of(back.substr(0, end));
  return clause;
}

Statement statement_at(std::string_view text, std::size_t place, std::string_view phrase) {
  const auto end = place + phrase.size();
  const bool is_within_word =
      (place > 0 && (is_word_char(text[place - 1]) || text[place - 1] == '-')) ||
      (end < text.size() && is_word_char(text[end]));
  if (is_within_word) return Statement::none;
  const auto clause = clause_at(text, place, phrase);
  const auto& before = clause.before;

  bool is_doubted = false;
  bool is_alternative = std::ranges::find(clause.after, "or") != clause.after.end();
  for (std::size_t i = 0; i < before.size() && !clause.is_other_clause; ++i) {
    const auto word = before[i];
    // "cannot cancel an already filled order" denies the cancel only, "not found or already filled"
    // the finding only, and "not known that the order was filled" the whole.
    const bool is_turn =
        is_one_of(kTurns, word) && (word != "that" || (i > 0 && names_order(before[i - 1])));
    if (is_turn || word == "cancel" || word == "found") is_doubted = false;
    if (is_one_of(kDoubts, word) || word.ends_with("n't")) is_doubted = true;
    if (word == "though" && i > 0 && before[i - 1] == "as") is_doubted = true;
    if (word == "or" || word == "either") is_alternative = true;
  }
  const auto mark = text.find_first_of(".;!?\n", end);
  const bool is_asked = mark != std::string_view::npos && text[mark] == '?';
  const bool is_missing = phrase.find("order") != std::string_view::npos;
  const bool is_other =
      is_missing ? is_of_another_kind(phrase, clause) : is_of_another(phrase, clause);
  if (is_asked || is_doubted || is_other || is_in_part(phrase, clause)) return Statement::none;
  return is_alternative ? Statement::alternative : Statement::stated;
}

}  // namespace

std::string as_said_of(std::string_view order_id, std::string_view text) {
  constexpr std::size_t kIdBytesMin = 6;
  const std::string low = lower_ascii(text);
  const std::string id = lower_ascii(order_id);
  if (id.size() < kIdBytesMin && !has_digit(id)) return low;
  std::string said;
  for (std::size_t place = 0; place < low.size();) {
    std::string_view rest = std::string_view(low).substr(place);
    const bool is_within = place > 0 && is_word_char(low[place - 1]);
    std::size_t word = 0;
    while (word < rest.size() && is_word_char(rest[word])) ++word;
    // An id may have any characters, and a message may shorten it.
    const bool is_whole = rest.starts_with(id) && (word <= id.size() || !is_word_char(id.back()));
    const bool is_short = word >= kIdBytesMin && word < id.size() &&
                          has_digit(rest.substr(0, word)) && id.starts_with(rest.substr(0, word));
    if (!is_within && (is_whole || is_short)) {
      said += "order";
      place += is_whole ? id.size() : word;
    } else {
      said += low[place++];
    }
  }
  return said;
}

Statement statement_of(std::string_view text, std::string_view phrase) {
  auto strongest = Statement::none;
  for (auto place = text.find(phrase); place != std::string_view::npos;
       place = text.find(phrase, place + 1)) {
    strongest = std::max(strongest, statement_at(text, place, phrase));
  }
  return strongest;
}

}  // namespace everstrike::signing
