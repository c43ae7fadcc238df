// Any line, to any verb: one line comes back, it is an error or starts as an answer does, and the
// answer is JSON whenever it says so.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "client/json_reader.hpp"
#include "client/program/line_verbs.hpp"
#include "client/program/readable_json.hpp"

// Input: one byte for verb and dialect, then the line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace client = everstrike::client;
  namespace signing = everstrike::signing;
  if (size < 1) return 0;
  client::LineOptions options;
  options.verb = static_cast<client::LineVerb>(data[0] % 4);
  options.dialect = data[0] % 2 == 0 ? signing::Dialect::javascript : signing::Dialect::python;
  std::string_view line(reinterpret_cast<const char*>(data) + 1, size - 1);
  line = line.substr(0, line.find('\n'));
  options.explain.limits = everstrike::diagnosis::Limits{.digests_max = 200, .bytes_max = 1 << 17};
  const auto answer = client::answer_line(options, line, 1);
  if (answer.text.find('\n') != std::string::npos) std::abort();
  const auto readable = client::readable_json(answer.text);
  const auto json = client::read_json(readable ? *readable : answer.text);
  if (!json || !json->is_object()) std::abort();
  if (json->contains("error") != answer.is_error) std::abort();
  if (json->contains("secret_hex") || json->contains("secret")) std::abort();
  return 0;
}
