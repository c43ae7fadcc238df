#include "command_line/value_check.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>

#include "command_line/completion_text.hpp"

namespace everstrike::command_line {
namespace {

// Base 0 as in C, so that what passes here is what the option's variable gets.
std::optional<int> read_int(const std::string& text) {
  char* stop = nullptr;
  const auto wide = std::strtoll(text.c_str(), &stop, 0);
  const auto number = static_cast<int>(wide);
  if (stop != text.c_str() + text.size() || number != wide) return std::nullopt;
  return number;
}

std::optional<double> read_double(const std::string& text) {
  char* stop = nullptr;
  const auto number = static_cast<double>(std::strtold(text.c_str(), &stop));
  if (stop != text.c_str() + text.size()) return std::nullopt;
  return number;
}

template <class Number>
ValueCheck range_check(const std::string& type, Number least, Number most,
                       std::optional<Number> (*read)(const std::string&)) {
  std::ostringstream limits;
  limits << least << " - " << most;
  const std::string expected = type + " in [" + limits.str() + "]";
  return {.expected = expected,
          .limits = limits.str(),
          .complaint = [=](const std::string& text) -> std::string {
            const auto number = read(text);
            if (number && *number >= least && *number <= most) return "";
            return "expected " + expected;
          }};
}

}  // namespace

ValueCheck whole_number(Bounds bounds) {
  std::string expected = "a whole number from " + std::to_string(bounds.least);
  if (bounds.most != Bounds().most) expected += " to " + std::to_string(bounds.most);
  return {.expected = expected,
          .limits = "",
          .complaint =
              [bounds, expected](const std::string& text) {
                std::uint64_t number = 0;
                const char* const end = text.data() + text.size();
                const auto [stop, error] = std::from_chars(text.data(), end, number);
                const bool is_fine = error == std::errc() && stop == end &&
                                     number >= bounds.least && number <= bounds.most;
                return is_fine ? std::string() : "expected " + expected;
              },
          .bounds = bounds};
}

ValueCheck in_range(int least, int most) { return range_check("INT", least, most, read_int); }

ValueCheck in_range(double least, double most) {
  return range_check("FLOAT", least, most, read_double);
}

ValueCheck one_of(const std::vector<std::string>& words) {
  const std::string expected = "{" + joined(words, ",") + "}";
  return {
      .expected = expected, .limits = "", .complaint = [words, expected](const std::string& text) {
        const bool is_one = std::ranges::find(words, text) != words.end();
        return is_one ? std::string() : "expected one of " + expected;
      }};
}

ValueCheck existing_folder() {
  return {.expected = "DIR", .limits = "", .complaint = [](const std::string& text) -> std::string {
            std::error_code ignored;
            const auto status = std::filesystem::status(text, ignored);
            if (!std::filesystem::exists(status)) return "expected a folder that exists";
            if (!std::filesystem::is_directory(status)) {
              return "expected a folder, it is a file";
            }
            return "";
          }};
}

}  // namespace everstrike::command_line
