#include "conformance/report/report_option.hpp"

#include <CLI/CLI.hpp>

namespace everstrike::conformance {

void add_report_option(CLI::App& app, std::vector<std::string>& reports) {
  app.add_option("--report", reports,
                 "Write a report: junit=, json=, html=, markdown= or tap=FILE; may be repeated")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
}

}  // namespace everstrike::conformance
