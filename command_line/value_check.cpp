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

std::optional<double> read_double(const std::string& text) {
  char* stop = nullptr;
  const auto number = static_cast<double>(std::strtold(text.c_str(), &stop));
  if (stop != text.c_str() + text.size()) return std::nullopt;
  return number;
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
                if (is_fine) return std::string();
                const bool is_too_large =
                    error == std::errc::result_out_of_range && bounds.most == Bounds().most;
                return "expected " + expected +
                       (is_too_large ? " to " + std::to_string(bounds.most) : "");
              },
          .bounds = bounds};
}

ValueCheck in_range(int least, int most) {
  ValueCheck check = whole_number(
      {.least = static_cast<std::uint64_t>(least), .most = static_cast<std::uint64_t>(most)});
  check.limits = std::to_string(least) + " - " + std::to_string(most);
  return check;
}

ValueCheck in_range(double least, double most) {
  std::ostringstream low;
  std::ostringstream high;
  low << least;
  high << most;
  const std::string expected = "a number from " + low.str() + " to " + high.str();
  return {.expected = expected,
          .limits = low.str() + " - " + high.str(),
          .complaint = [=](const std::string& text) -> std::string {
            const auto number = read_double(text);
            if (number && *number >= least && *number <= most) return "";
            return "expected " + expected;
          }};
}

std::string without_leading_zeros(std::string text) {
  std::size_t zeros = 0;
  while (zeros + 1 < text.size() && text[zeros] == '0' && text[zeros + 1] >= '0' &&
         text[zeros + 1] <= '9') {
    ++zeros;
  }
  return text.substr(zeros);
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
