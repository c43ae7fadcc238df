#include "conformance/examples/required_packages.hpp"

#include <algorithm>
#include <regex>

namespace everstrike::conformance {
namespace {

void add(std::vector<std::string>& names, std::string name) {
  if (name.empty() || name.starts_with('.') || name.starts_with('/')) return;
  if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
}

std::vector<std::string> of_javascript(const std::string& text) {
  static const std::regex named(
      R"re((?:\brequire\s*\(\s*|\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"]+)['"])re");
  std::vector<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) {
    add(names, (*at)[1]);
  }
  return names;
}

// "import a.b as c, d" and "from a.b import c" need a and d.
std::vector<std::string> of_python(const std::string& text) {
  static const std::regex statement(
      R"((?:^|\n|;)\s*(?:from\s+([\w.]+)\s+import\b|import\s+([^\n;#]+)))");
  static const std::regex item(R"(\s*([\w]+)[\w.]*(?:\s+as\s+\w+)?\s*(?:,|$))");
  std::vector<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), statement), end; at != end; ++at) {
    if ((*at)[1].matched) {
      const std::string from = (*at)[1];
      add(names, from.substr(0, from.find('.')));
      continue;
    }
    const std::string list = (*at)[2];
    for (std::sregex_iterator one(list.begin(), list.end(), item); one != end; ++one) {
      add(names, (*one)[1]);
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> packages_named(Language language, std::string_view text) {
  const std::string owned(text);
  return language == Language::javascript ? of_javascript(owned) : of_python(owned);
}

bool is_module(std::string_view javascript) {
  static const std::regex statement(R"((?:^|[\n;])\s*(?:import\s*[\w{*'"]|export\s+[\w{*]))");
  return std::regex_search(javascript.begin(), javascript.end(), statement);
}

}  // namespace everstrike::conformance
