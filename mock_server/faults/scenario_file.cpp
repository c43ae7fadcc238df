#include "mock_server/faults/scenario_file.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "json/member_reader.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kCountMax = std::numeric_limits<std::uint32_t>::max();

// Rule ids stand in a header and in lines that are pasted into shells.
bool is_rule_id(std::string_view id) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  return !id.empty() && id.size() <= 64 && id.find_first_not_of(kAllowed) == id.npos;
}

using Names = std::span<const std::string_view>;

void read_ordinals(json::ObjectReader& reader, Rule& rule) {
  const bool given = reader.has("ordinal");
  const auto bounds = reader.elements("ordinal");
  std::uint64_t first = 0;
  read_whole(reader, "first", {1, kCountMax}, first);
  if (reader.has("first")) rule.ordinals = {{1, first}};
  if (given && reader.has("first")) reader.fail("", "expected ordinal or first, not both");
  if (!given) return;
  std::vector<std::uint64_t> numbers;
  for (const std::string& bound : bounds) {
    numbers.push_back(whole_at(reader, bound).value_or(0));
  }
  if (numbers.size() != 2 || numbers[0] < 1 || numbers[0] > numbers[1] || numbers[1] > kCountMax) {
    reader.fail("ordinal", "expected [from, to], counted from 1, both ends belonging to it");
  } else {
    rule.ordinals = {{numbers[0], numbers[1]}};
  }
}

std::optional<std::string> read_when(const json::Document& document, const std::string& pointer,
                                     Names endpoints, Rule& rule) {
  json::ObjectReader reader(document, pointer);
  if (const auto endpoint = reader.text_if_present("endpoint")) {
    rule.endpoint = *endpoint;
    if (auto wrong = endpoint_pattern_error(*endpoint, endpoints)) {
      reader.fail("endpoint", std::move(*wrong));
    }
  }
  rule.api_key = reader.text_if_present("api_key");
  rule.order_id = reader.text_if_present("order_id");
  rule.feed = reader.text_if_present("feed");
  read_ordinals(reader, rule);
  read_whole(reader, "every", {1, kCountMax}, rule.every);
  return reader.finish();
}

std::optional<std::string> read_chance(const json::Document& document, const std::string& pointer,
                                       Rule& rule) {
  json::ObjectReader reader(document, pointer);
  read_whole(reader, "in", {0, kCountMax}, rule.chance.in, json::Presence::required);
  read_whole(reader, "of", {1, kCountMax}, rule.chance.of, json::Presence::required);
  if (rule.chance.in > rule.chance.of) reader.fail("in", "expected at most as much as \"of\"");
  return reader.finish();
}

// Of a connection that has sent nothing only its number is known, and all it can get is an RST.
void check_at_accept(const json::Document& document, const std::string& when,
                     json::ObjectReader& reader, Rule& rule) {
  const auto* reset = std::get_if<ResetPeer>(&rule.fault);
  if (reset == nullptr || reset->after_bytes != 0) {
    reader.fail("fault", "expected reset_peer without after_bytes, as the phase is at_accept");
  }
  rule.endpoint = "*";
  if (!reader.has("when")) return;
  const json::ObjectReader conditions(document, when);
  for (const char* name : {"endpoint", "api_key", "order_id"}) {
    if (conditions.has(name)) {
      reader.fail("when", "expected only ordinal, first or every, as the phase is at_accept");
    }
  }
}

// Messages of the feed belong to no endpoint, and requests to no category.
void check_on_message(const json::Document& document, const std::string& when,
                      json::ObjectReader& reader, Rule& rule) {
  const bool is_of_feed = rule.phase == Phase::on_message;
  if (fate_of(rule.fault).has_value() != is_of_feed) {
    reader.fail("fault",
                is_of_feed
                    ? "expected drop_connection, gap or duplicate, as the phase is on_message"
                    : "expected the phase on_message, as it is a fault of the feed");
  }
  if (is_of_feed) rule.endpoint = "*";
  if (!reader.has("when")) return;
  const json::ObjectReader conditions(document, when);
  for (const char* name : {"endpoint", "order_id"}) {
    if (is_of_feed && conditions.has(name)) {
      reader.fail(
          "when",
          "expected only feed, api_key, ordinal, first or every, as the phase is on_message");
    }
  }
  if (!is_of_feed && conditions.has("feed")) {
    reader.fail("when", "expected the phase on_message, as \"feed\" is about the feed's messages");
  }
}

Expected<Rule, std::string> read_rule(const json::Document& document, const std::string& pointer,
                                      Names endpoints) {
  json::ObjectReader reader(document, pointer);
  Rule rule;
  rule.id = reader.text("id").value_or("-");
  if (!is_rule_id(rule.id)) {
    reader.fail("id", "expected 1 to 64 letters, digits, \"_\", \".\" or \"-\"");
  }
  (void)reader.text_if_present("about");
  const std::string when = reader.member("when");
  if (reader.has("when")) {
    if (auto error = read_when(document, when, endpoints, rule))
      reader.fail_with(std::move(*error));
  }
  const std::string chance = reader.member("chance");
  if (reader.has("chance")) {
    if (auto error = read_chance(document, chance, rule)) reader.fail_with(std::move(*error));
  }
  if (const auto phase = reader.text("phase")) {
    read_word(reader, "phase", *phase, kPhases, rule.phase);
  }
  const std::string fault_pointer = reader.member("fault");
  if (!reader.has("fault")) {
    reader.fail("", "the member \"fault\" is missing");
  } else if (auto fault = read_fault(document, fault_pointer)) {
    rule.fault = std::move(*fault);
  } else {
    reader.fail_with(fault.error());
  }
  if (rule.phase == Phase::at_accept) check_at_accept(document, when, reader, rule);
  if (std::holds_alternative<FillFirst>(rule.fault) && rule.phase != Phase::before_effect) {
    reader.fail("phase", "expected before_effect, as the fault is fill_first");
  }
  check_on_message(document, when, reader, rule);
  if (auto error = reader.finish()) return Unexpected<std::string>(std::move(*error));
  return rule;
}

Json when_json(const Rule& rule) {
  Json when = Json::object();
  const bool is_of_request = rule.phase != Phase::at_accept && rule.phase != Phase::on_message;
  if (is_of_request) when["endpoint"] = rule.endpoint;
  if (rule.feed) when["feed"] = *rule.feed;
  if (rule.api_key) when["api_key"] = *rule.api_key;
  if (rule.order_id) when["order_id"] = *rule.order_id;
  if (rule.ordinals) when["ordinal"] = {rule.ordinals->first, rule.ordinals->second};
  if (rule.every != 1) when["every"] = rule.every;
  return when;
}

// Ids and keys may hold any byte; what is no UTF-8 is shown as a replacement character.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

// Such a pattern would be a rule that never strikes.
std::optional<std::string> endpoint_pattern_error(const std::string& pattern, Names endpoints) {
  std::string expected;
  for (const std::string_view name : endpoints) {
    if (matches_pattern(pattern, name)) return std::nullopt;
    expected.append(expected.empty() ? "" : ", ").append(name);
  }
  return "expected a pattern that fits one of: " + expected;
}

Expected<Scenario, std::string> parse_scenario(std::string text, const std::string& source_name,
                                               Names endpoints) {
  auto document = json::Document::parse(std::move(text), source_name);
  if (!document) return Unexpected<std::string>(document.error());

  json::ObjectReader root(*document, "");
  const auto schema = root.text("schema");
  if (schema && *schema != "scenario_v1") root.fail("schema", "expected \"scenario_v1\"");
  Scenario scenario;
  scenario.title.name = root.text("name").value_or("");
  scenario.title.about = root.text_if_present("about").value_or("");
  scenario.seed = root.whole_number_if_present("seed");
  std::set<std::string> ids;
  for (const std::string& element : root.elements("rules")) {
    auto rule = read_rule(*document, element, endpoints);
    if (!rule) {
      root.fail_with(rule.error());
      break;
    }
    if (!ids.insert(rule->id).second) {
      root.fail_with(document->error_at(element + "/id", "this rule id comes twice"));
      break;
    }
    scenario.rules.push_back(std::move(*rule));
  }
  if (!root.has("rules")) root.fail("", "the member \"rules\" is missing");
  if (auto error = root.finish()) return Unexpected<std::string>(std::move(*error));
  return scenario;
}

std::string scenario_json(const Plan& plan) {
  Json json = {{"schema", "scenario_v1"},
               {"name", plan.title().name},
               {"about", plan.title().about},
               {"seed", plan.seed()},
               {"rules", Json::array()}};
  for (const auto& rule : plan.rules()) {
    json["rules"].push_back({{"id", rule->id},
                             {"when", when_json(*rule)},
                             {"chance", {{"in", rule->chance.in}, {"of", rule->chance.of}}},
                             {"phase", phase_text(rule->phase)},
                             {"fault", write_fault(rule->fault)}});
  }
  return dump(json, 2);
}

std::string pending_failure_json(const std::string& api_key, const NextFailures::Pending& pending) {
  const Json json = {{"api_key", api_key},
                     {"phase", phase_text(pending.rule->phase)},
                     {"left", pending.left},
                     {"endpoint", pending.rule->endpoint},
                     {"fault", write_fault(pending.rule->fault)}};
  return dump(json, -1);
}

void append_coming_strike(std::string& out, const ComingStrike& coming) {
  const Rule& rule = *coming.strike.rule;
  const Json json = {{"request", coming.request},
                     {"phase", phase_text(rule.phase)},
                     {"rule", rule.id},
                     {"ordinal", coming.strike.ordinal},
                     {"fault", write_fault(rule.fault)}};
  out += dump(json, -1);
}

std::string coming_strikes_begin(const Plan& plan, const PlanLook& look) {
  Json json = {{"scenario", plan.title().name}, {"seed", plan.seed()},
               {"api_key", look.api_key},       {"endpoint", look.endpoint},
               {"requests", look.requests},     {"notes", notes_on(plan, look)},
               {"strikes", Json::array()}};
  std::string text = dump(json, -1);
  text.resize(text.size() - kComingStrikesEnd.size());
  return text;
}

std::string coming_strikes_json(const Plan& plan, const PlanLook& look,
                                const std::vector<ComingStrike>& strikes) {
  std::string out = coming_strikes_begin(plan, look);
  for (const ComingStrike& coming : strikes) {
    if (&coming != strikes.data()) out += ',';
    append_coming_strike(out, coming);
  }
  return out.append(kComingStrikesEnd);
}

}  // namespace everstrike::mock_server
