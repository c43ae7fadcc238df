#include "conformance/report/report_option.hpp"

namespace everstrike::conformance {

void add_report_option(command_line::Command& app, std::vector<std::string>& reports) {
  app.option("--report", reports,
             "Write a report: junit=, json=, html=, markdown= or tap=FILE; may be repeated")
      .value_name("FORMAT=FILE")
      .one_value_each();
}

}  // namespace everstrike::conformance
