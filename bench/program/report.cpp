#include "bench/program/report.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "command_line/version.hpp"
#include "json/writer.hpp"
#include "signing/backend.hpp"
#include "signing/sha256/cpu_features.hpp"

namespace everstrike::bench {
namespace {

#ifdef __OPTIMIZE__
constexpr bool kIsOptimised = true;
#else
constexpr bool kIsOptimised = false;
#endif

std::vector<std::string> features() {
  const auto& cpu = signing::cpu_features();
  std::vector<std::string> found;
  if (cpu.has_ssse3) found.emplace_back("ssse3");
  if (cpu.has_sha) found.emplace_back("sha");
  if (cpu.has_avx) found.emplace_back("avx");
  return found;
}

std::string fixed(double value, int places) {
  std::string text(64, '\0');
  text.resize(
      static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.*f", places, value)));
  return text;
}

std::string shown(const Row& row, double figure) {
  return fixed(figure, row.unit == Unit::nanoseconds && figure < 1000 ? 1 : 0);
}

// Text to the left, numbers to the right.
std::string lines_of(const std::vector<std::vector<std::string>>& cells, std::size_t first_number,
                     std::size_t last_number) {
  std::vector<std::size_t> widths(cells.front().size());
  for (const auto& line : cells) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string out;
  for (const auto& line : cells) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string blanks(widths[i] - line[i].size(), ' ');
      const bool is_number = i >= first_number && i <= last_number;
      text += (i == 0 ? "" : "  ") + (is_number ? blanks + line[i] : line[i] + blanks);
    }
    text.resize(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

}  // namespace

std::string table_of(const std::vector<Row>& rows) {
  std::string of_processor;
  for (const std::string& feature : features()) of_processor += " " + feature;
  if (of_processor.empty()) of_processor = " none that a kernel of ours knows";
  std::string out = "processor features:" + of_processor + "\n";
  out += "signing back end:   " + std::string(signing::backend_name()) + "\n";
  if (!signing::backend_warning().empty()) out += "  " + signing::backend_warning() + "\n";
  if (!kIsOptimised) out += "build:              not optimised, so these figures say nothing\n";
  out += std::string("OpenSSL:            ") + OpenSSL_version(OPENSSL_VERSION) + "\n";
  out += "repetitions:        " + std::to_string(rows.front().figures.size()) + "\n\n";
  std::vector<std::vector<std::string>> cells = {
      {"row", "whose code", "median", "best", "unit", "ratio", "to"}};
  for (const Row& row : rows) {
    const auto ratio = ratio_of(row, rows);
    cells.push_back({row.name, std::string(word_of(row.whose)), shown(row, median_of(row)),
                     shown(row, best_of(row)), std::string(word_of(row.unit)),
                     ratio ? fixed(*ratio, 2) : "", ratio ? row.compared_with : ""});
  }
  out += lines_of(cells, 2, 3);
  return out;
}

std::string json_of(const std::vector<Row>& rows) {
  std::string out;
  {
    json::ObjectWriter object(out);
    object.add("schema", "bench_v1");
    object.add("tool_version", command_line::project_version());
    {
      json::ArrayWriter list(object.text("processor_features"));
      for (const std::string& feature : features()) list.add(feature);
    }
    object.add("processors", std::thread::hardware_concurrency());
    object.add("backend", signing::backend_name());
    object.add("backend_warning", signing::backend_warning());
    object.add("openssl", OpenSSL_version(OPENSSL_VERSION));
    // An empty one is not the same as none: it switches every extension off.
    const char* capabilities = std::getenv("OPENSSL_ia32cap");
    object.add("openssl_ia32cap",
               capabilities == nullptr ? std::optional<std::string>() : std::string(capabilities));
    object.add("optimised", kIsOptimised);
    object.add("repetitions", rows.front().figures.size());
    json::ArrayWriter list(object.text("rows"));
    for (const Row& row : rows) {
      json::ObjectWriter one(list.element());
      one.add("name", row.name);
      one.add("what", row.what);
      one.add("whose", word_of(row.whose));
      one.add("unit", word_of(row.unit));
      json::append_number(one.text("median"), median_of(row));
      json::append_number(one.text("best"), best_of(row));
      const auto ratio = ratio_of(row, rows);
      one.add("compared_with", ratio ? std::optional(row.compared_with) : std::nullopt);
      if (ratio) {
        json::append_number(one.text("ratio"), *ratio);
      } else {
        one.text("ratio") += "null";
      }
    }
  }
  return out + "\n";
}

}  // namespace everstrike::bench
