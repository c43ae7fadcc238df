#include "client/json_reader.hpp"

#include <exception>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace everstrike::client {
namespace {

// Thrown from the library's callback, which has no other way to end the parse early.
struct Refused : std::exception {
  explicit Refused(std::string reason) : why(std::move(reason)) {}
  std::string why;
};

// Watches the parse as it goes.
class Strictness {
 public:
  explicit Strictness(JsonLimits limits) : limits_(limits) {}

  void see(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) {
      if (depth >= limits_.depth_max) {
        throw Refused("nested deeper than " + std::to_string(limits_.depth_max));
      }
    }
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key && !names_.back().insert(parsed.get<std::string>()).second) {
      throw Refused("a name stands twice in one object");
    }
  }

 private:
  JsonLimits limits_;
  std::vector<std::set<std::string>> names_;  // of each object that is open
};

}  // namespace

Expected<nlohmann::json, std::string> read_json(std::string_view text, JsonLimits limits) {
  // The library skips a byte order mark; in the middle of something it would be one too many.
  if (text.substr(0, 1) == "\xEF") return Unexpected<std::string>("not JSON at byte 1");
  Strictness strictness(limits);
  const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    strictness.see(depth, event, parsed);
    return true;
  };
  try {
    auto value = nlohmann::json::parse(text, watch);
    // The library takes a NUL for the end of the text, whatever follows it.
    const auto nul = text.find('\0');
    if (nul == std::string_view::npos) return value;
    return Unexpected<std::string>("not JSON at byte " + std::to_string(nul + 1));
  } catch (const nlohmann::json::parse_error& error) {
    return Unexpected<std::string>("not JSON at byte " + std::to_string(error.byte));
  } catch (const nlohmann::json::exception&) {
    return Unexpected<std::string>("not JSON: a number is out of range");
  } catch (const Refused& refused) {
    return Unexpected<std::string>("not acceptable JSON: " + refused.why);
  }
}

}  // namespace everstrike::client
