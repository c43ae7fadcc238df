#include "mock_server/exchange/static_answer.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/order_request.hpp"

namespace everstrike::mock_server {
namespace {

// The market that the examples are of, as a JSON text.
constexpr std::string_view kExamplePair = R"("USD_BTC_PERP")";

// Lists may be long, so that only what is asked for is written.
std::string list_text(const json::Value& list, std::size_t most) {
  std::string out;
  {
    json::ArrayWriter array(out);
    for (std::size_t i = 0; i < std::min(most, list.size()); ++i)
      array.element() += list[i].compact();
  }
  return out;
}

void replace_pair(std::string& text, std::string_view pair) {
  std::string asked;
  json::append_string(asked, pair);
  for (std::size_t at = 0; (at = text.find(kExamplePair, at)) != text.npos; at += asked.size()) {
    text.replace(at, kExamplePair.size(), asked);
  }
}

std::vector<std::string> names_at(json::ObjectReader& reader, const std::string& member) {
  std::vector<std::string> names;
  for (const std::string& pointer : reader.elements(member)) {
    names.push_back(reader.value_at(pointer).text);
  }
  return names;
}

}  // namespace

Expected<StaticAnswer, std::string> StaticAnswer::parse(std::string text, const std::string& name) {
  const auto document = json::Document::parse(std::move(text), name);
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  StaticAnswer file;
  const auto schema = reader.text("schema");
  if (schema && *schema != "static_answer_v1") reader.fail("schema", "expected static_answer_v1");
  for (const char* told : {"endpoint", "provenance", "about"}) (void)reader.text(told);
  const std::string pair = reader.text_if_present("pair").value_or("");
  file.pair_ = pair == "required"   ? Pair::required
               : pair == "optional" ? Pair::optional
                                    : Pair::none;
  file.limit_ = reader.whole_number_if_present("limit");
  file.numbers_ = names_at(reader, "numbers");
  file.beside_result_ = reader.flag_if_present("beside_result").value_or(false);
  file.result_ = reader.value_at(reader.member("result"));
  file.compact_ = file.result_.compact();
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return file;
}

Outcome StaticAnswer::answer(const Call& call) const {
  FieldReader reader(named_values(call.fields));
  if (pair_ == Pair::required) reader.require("pair");
  for (const std::string& name : numbers_) {
    reader.require(name);
    (void)reader.positive(name);
  }
  const auto pair = pair_ == Pair::none ? std::nullopt : reader.text("pair");
  if (pair && !is_pair_name(*pair)) reader.fail("pair", kPairNameExpected);
  std::optional<std::size_t> limit;
  if (limit_) limit = reader.limit(*limit_);
  if (reader.refusal()) return *reader.refusal();

  Outcome outcome;
  outcome.result_json = chosen(pair.value_or(""), limit);
  if (beside_result_) {
    // Without its braces.
    outcome.beside_json = outcome.result_json.substr(1, outcome.result_json.size() - 2);
  }
  return outcome;
}

std::string StaticAnswer::chosen(std::string_view pair, std::optional<std::size_t> limit) const {
  std::string text;
  if (pair_ == Pair::optional && !pair.empty()) {
    const json::Value* found = result_.find(pair);
    json::ObjectWriter(text).text(pair) += (found ? *found : result_.items.front().value).compact();
    return text;
  }
  if (!limit) {
    text = compact_;
  } else if (result_.is_array()) {
    text = list_text(result_, *limit);
  } else {
    json::ObjectWriter object(text);
    for (const auto& [name, place, value] : result_.items) {
      object.text(name) += value.is_array() ? list_text(value, *limit) : value.compact();
    }
  }
  if (!pair.empty()) replace_pair(text, pair);
  return text;
}

const StaticAnswer& static_answer_of(std::string_view file) {
  static std::mutex mutex;
  static std::map<const char*, std::unique_ptr<const StaticAnswer>> read;
  const std::lock_guard lock(mutex);
  auto& kept = read[file.data()];
  if (!kept) {
    auto parsed = StaticAnswer::parse(std::string(file), "static answer");
    if (!parsed) throw std::logic_error(parsed.error());
    kept = std::make_unique<const StaticAnswer>(std::move(*parsed));
  }
  return *kept;
}

}  // namespace everstrike::mock_server
