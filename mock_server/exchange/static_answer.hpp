// The documented calls that have no behaviour here: each answers with an example from a file in
// static_answers/, which is part of the program and says in its own words where its shape comes
// from (fixtures/schemas/static_answer_v1.schema.json). What may be asked of one is checked as for
// any other call: the file names the parameters that must be there.
//   "pair": "required"   the example is answered for any market; where it names its market, that
//                        is the one asked for
//   "pair": "optional"   the example is an object keyed by market, of which only that one is asked
//   "limit": N           lists have at most N elements unless the request says another number
//   "numbers": […]       fields that must be there
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "mock_server/exchange/call.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

namespace static_files {
extern const std::string_view assets;
extern const std::string_view balances;
extern const std::string_view deposits;
extern const std::string_view depth;
extern const std::string_view draw;
extern const std::string_view fund;
extern const std::string_view leverage;
extern const std::string_view ohlcv;
extern const std::string_view pairs;
extern const std::string_view personal;
extern const std::string_view ping;
extern const std::string_view position;
extern const std::string_view ticker;
extern const std::string_view trades;
extern const std::string_view vault;
extern const std::string_view withdrawals;
}  // namespace static_files

class StaticAnswer {
 public:
  // parse reads a file's text; the error is one line. The files of the program are right.
  [[nodiscard]] static Expected<StaticAnswer, std::string> parse(std::string text,
                                                                 const std::string& name);

  // answer refuses with missing_field or invalid_field.
  [[nodiscard]] Outcome answer(const Call& call) const;
  // result is the example as it stands.
  [[nodiscard]] const json::Value& result() const { return result_; }

 private:
  enum class Pair { none, optional, required };

  // chosen is what is left of the result for one market (or "") and at most so many elements.
  [[nodiscard]] std::string chosen(std::string_view pair, std::optional<std::size_t> limit) const;

  Pair pair_ = Pair::none;
  std::optional<std::uint64_t> limit_;
  std::vector<std::string> numbers_;
  bool beside_result_ = false;  // the members of `result` stand in the envelope too
  json::Value result_;
  std::string compact_;  // result_ as text
};

// static_answer_of gives a file of the program, read once.
[[nodiscard]] const StaticAnswer& static_answer_of(std::string_view file);

// answer_from is the endpoint of a file: answer_from<static_files::ticker>.
template <const std::string_view& file>
Outcome answer_from(const Call& call) {
  static const StaticAnswer& answer = static_answer_of(file);
  return answer.answer(call);
}

}  // namespace everstrike::mock_server
