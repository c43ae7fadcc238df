#include "mock_server/control/verify.hpp"

#include <algorithm>
#include <limits>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/pattern_values.hpp"
#include "mock_server/journal/near_miss.hpp"
#include "mock_server/message/verdict.hpp"

namespace everstrike::mock_server {
namespace {

using Entries = std::vector<std::shared_ptr<const Entry>>;

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kNumbersTold = 100;
constexpr std::size_t kKindsTold = 10;
constexpr std::size_t kMatchesShown = 5;

struct Question {
  std::vector<Pattern> steps;  // one, unless it is a sequence
  bool is_sequence = false;
  std::uint64_t least = 1;
  std::uint64_t most = kNoLimit;
  std::uint64_t after = 0;
  std::optional<std::string> api_key;  // only entries of this key are looked at
  std::string expected;                // "exactly 2"
  std::vector<std::string> told;       // the steps as they were asked for
};

// A value as the text that entries are compared by; nullopt and an error for other types.
std::optional<Expectation> expectation_of(json::ObjectReader& reader, const std::string& name,
                                          const std::string& field, const json::Value& value) {
  if (value.is_null()) return Expectation{field, std::nullopt};
  if (value.is_string()) return Expectation{field, value.text};
  if (value.is_boolean() || value.is_number_integer()) return Expectation{field, value.compact()};
  reader.fail(name, "expected text, a whole number, true, false or null");
  return std::nullopt;
}

// "body": {"id": "…"} and "headers": {…} stand for body.id and so on.
void read_group(const json::Document& document, json::ObjectReader& reader, const std::string& name,
                Pattern& pattern) {
  const std::string pointer = reader.member(name);
  if (!reader.has(name)) return;
  json::ObjectReader group(document, pointer);
  for (const auto* item : group.value_at(pointer).by_name()) {
    (void)group.member(item->name);
    auto read = expectation_of(group, item->name, name + "." + item->name, item->value);
    if (read) pattern.push_back(std::move(*read));
  }
  if (auto error = group.finish()) reader.fail_with(std::move(*error));
}

Expected<Pattern, std::string> read_pattern(const json::Document& document,
                                            const std::string& pointer) {
  json::ObjectReader reader(document, pointer);
  Pattern pattern;
  for (const std::string_view field : entry_fields()) {
    const std::string name(field);
    const std::string member = reader.member(name);
    if (!reader.has(name)) continue;
    auto read = expectation_of(reader, name, name, reader.value_at(member));
    if (!read) continue;
    if (read->value) {
      const std::string expected = values_expected(field, *read->value);
      if (!expected.empty()) reader.fail(name, expected);
    }
    pattern.push_back(std::move(*read));
  }
  read_group(document, reader, "body", pattern);
  read_group(document, reader, "headers", pattern);
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return pattern;
}

void read_count(json::ObjectReader& reader, Question& question) {
  const auto exactly = reader.whole_number_if_present("exactly");
  const auto at_least = reader.whole_number_if_present("at_least");
  const auto at_most = reader.whole_number_if_present("at_most");
  if (question.is_sequence && (exactly || at_least || at_most)) {
    reader.fail("sequence", "a sequence takes no exactly, at_least or at_most");
  }
  if (exactly && (at_least || at_most)) {
    reader.fail("exactly", "expected either exactly, or at_least and at_most");
  }
  if (at_least && at_most && *at_least > *at_most) {
    reader.fail("at_most", "expected at_least or more, which is " + std::to_string(*at_least));
  }
  if (exactly) {
    question.least = question.most = *exactly;
    question.expected = "exactly " + std::to_string(*exactly);
    return;
  }
  question.least = at_least.value_or(at_most ? 0 : 1);
  question.most = at_most.value_or(kNoLimit);
  if (at_least || !at_most) question.expected = "at least " + std::to_string(question.least);
  if (at_most) {
    question.expected += std::string(at_least ? ", " : "") + "at most " + std::to_string(*at_most);
  }
}

Expected<Question, std::string> read_question(const std::string& body) {
  auto document = json::Document::parse(body, "body");
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  Question question;
  question.is_sequence = reader.has("sequence");
  if (reader.has("match") == question.is_sequence) {
    reader.fail("", "expected exactly one of match, sequence");
  }
  std::vector<std::string> pointers = reader.elements("sequence");
  const std::string match = reader.member("match");
  if (reader.has("match")) pointers = {match};
  for (const std::string& pointer : pointers) {
    auto pattern = read_pattern(*document, pointer);
    if (!pattern) {
      reader.fail_with(pattern.error());
      break;
    }
    question.steps.push_back(std::move(*pattern));
    question.told.push_back(reader.value_at(pointer).compact());
  }
  if (question.is_sequence && question.steps.empty()) {
    reader.fail("sequence", "expected at least one step");
  }
  question.after = reader.whole_number_if_present("after").value_or(0);
  question.api_key = reader.text_if_present("api_key");
  read_count(reader, question);
  if (question.is_sequence) {
    question.expected = "a sequence of " + std::to_string(question.steps.size());
  }
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return question;
}

struct Findings {
  bool holds = false;
  bool is_too_many = false;
  Entries matched;
  std::vector<NearMiss> misses;
};

Findings find_count(const Question& question, const Entries& entries, const Patience& patience) {
  Findings findings;
  Matcher matcher(question.steps.front());
  for (const auto& entry : entries) {
    patience.check();
    if (matcher.matches(*entry)) findings.matched.push_back(entry);
  }
  const std::size_t count = findings.matched.size();
  findings.holds = count >= question.least && count <= question.most;
  findings.is_too_many = count > question.most;
  // Too many are told by themselves; near misses explain too few.
  if (count < question.least) {
    findings.misses = near_misses(entries, question.steps.front(), patience);
  }
  return findings;
}

// Each step is looked for after the entry of the step before; others may stand between.
Findings find_sequence(const Question& question, const Entries& entries, const Patience& patience) {
  Findings findings;
  auto from = entries.begin();
  for (const Pattern& step : question.steps) {
    Matcher matcher(step);
    const auto found = std::find_if(from, entries.end(), [&](const auto& entry) {
      patience.check();
      return matcher.matches(*entry);
    });
    if (found == entries.end()) {
      findings.misses = near_misses(Entries(from, entries.end()), step, patience);
      return findings;
    }
    findings.matched.push_back(*found);
    from = found + 1;
  }
  findings.holds = true;
  return findings;
}

std::string outline(const Entry& entry) {
  if (entry.kind == EntryKind::control) {
    return "the control side, effect " + std::string(effect_text(entry.effect.kind));
  }
  return (entry.method.empty() ? "(no request)" : entry.method + " " + entry.path) + " -> " +
         std::to_string(entry.status) + " " + std::string(slug(entry.verdict)) + ", effect " +
         std::string(effect_text(entry.effect.kind));
}

// What matched too often, the same things together, in the order of their first entries.
void append_kinds(json::ArrayWriter& array, const Entries& matched) {
  struct Kind {
    std::string entry;
    std::uint64_t first = 0;
    std::uint64_t times = 0;
  };
  std::vector<Kind> kinds;
  for (const auto& entry : matched) {
    const std::string what = outline(*entry);
    auto kind = std::ranges::find(kinds, what, &Kind::entry);
    if (kind == kinds.end()) {
      if (kinds.size() == kKindsTold) continue;
      kind = kinds.insert(kinds.end(), {what, entry->number, 0});
    }
    ++kind->times;
  }
  for (const Kind& kind : kinds) {
    json::ObjectWriter one(array.element());
    one.add("entry", kind.entry);
    one.add("times", kind.times);
    one.add("first", kind.first);
  }
}

std::string text_or_absent(const std::optional<std::string>& value) {
  return value ? *value : "nothing";
}

// The lines that a failed assertion shows, the same in every language.
std::string message_of(const Question& question, const Findings& findings) {
  const std::size_t num_matched = findings.matched.size();
  std::string out = "expected ";
  if (question.is_sequence) {
    out += "step " + std::to_string(num_matched + 1) + " of " +
           std::to_string(question.steps.size()) + ", " + question.told.at(num_matched) +
           ", but it did not come" + (num_matched == 0 ? "" : " after entry ");
    if (num_matched > 0) out += std::to_string(findings.matched.back()->number);
  } else {
    out += question.expected + " with " + question.told.front() + ", found " +
           std::to_string(num_matched);
  }
  if (!question.is_sequence && findings.misses.empty()) {
    for (std::size_t i = 0; i < std::min(num_matched, kMatchesShown); ++i) {
      const Entry& entry = *findings.matched[i];
      out += "\n  entry " + std::to_string(entry.number) + ": " + outline(entry);
    }
    if (num_matched == 0) out += "; there is no entry at all";
  }
  for (const NearMiss& miss : findings.misses) {
    out +=
        "\n  near miss, entry " + std::to_string(miss.entry->number) + ": " + outline(*miss.entry);
    for (const Difference& difference : miss.differences) {
      out += "\n    " + difference.field + ": expected " + text_or_absent(difference.expected) +
             ", found " + text_or_absent(difference.found);
    }
  }
  return out;
}

std::string findings_json(const Question& question, const Findings& findings) {
  std::string out;
  {
    json::ObjectWriter json(out);
    json.add("holds", findings.holds);
    json.add("expected", question.expected);
    json.add("matched", findings.matched.size());
    if (!findings.holds) json.add("message", message_of(question, findings));
    {
      json::ArrayWriter numbers(json.text("entries"));
      for (const auto& entry : findings.matched) {
        if (&entry - findings.matched.data() >= static_cast<std::ptrdiff_t>(kNumbersTold)) break;
        numbers.element() += std::to_string(entry->number);
      }
    }
    if (findings.is_too_many) {
      json::ArrayWriter kinds(json.text("too_many"));
      append_kinds(kinds, findings.matched);
    }
    json::ArrayWriter misses(json.text("near_misses"));
    for (const NearMiss& miss : findings.misses) {
      json::ObjectWriter one(misses.element());
      one.add("number", miss.entry->number);
      one.add("entry", outline(*miss.entry));
      json::ArrayWriter differs(one.text("differs"));
      for (const Difference& difference : miss.differences) {
        json::ObjectWriter field(differs.element());
        field.add("field", difference.field);
        field.add("expected", difference.expected);
        field.add("found", difference.found);
      }
    }
  }
  return out;
}

}  // namespace

Reply verify(const Journal& journal, const std::string& body, const Patience& patience) {
  const auto question = read_question(body);
  if (!question) return control_error(400, question.error());
  const JournalPage page = journal.read({.after = question->after,
                                         .limit = std::numeric_limits<std::size_t>::max(),
                                         .api_key = question->api_key});
  const Findings findings = question->is_sequence ? find_sequence(*question, page.entries, patience)
                                                  : find_count(*question, page.entries, patience);
  // What was dropped could have matched: "too many" and "in this order" can't be denied or
  // affirmed any more, only "at least so many" can be affirmed.
  const bool lost = page.dropped > 0 && question->after < page.last_dropped;
  const bool is_certain = findings.holds && !question->is_sequence && question->most == kNoLimit;
  if (lost && !is_certain) {
    return control_error(409, "the journal had to drop entries that this question is about (" +
                                  std::to_string(page.dropped) +
                                  " so far); ask with a later \"after\", or start with a larger "
                                  "--journal-entries and --journal-bytes");
  }
  return json_reply(findings_json(*question, findings), findings.holds ? 200 : 409);
}

}  // namespace everstrike::mock_server
