#include "conformance/client/cases/registry.hpp"

#include "conformance/client/cases/former_levels.hpp"

namespace everstrike::conformance {

const Cases& all_cases() {
  static const Cases all = [] {
    Cases cases;
    add_harness_cases(cases);
    add_sign_cases(cases);
    add_http_cases(cases);
    add_interim_cases(cases);
    add_answer_cases(cases);
    add_status_cases(cases);
    add_outcome_cases(cases);
    add_filled_cases(cases);
    add_refused_cases(cases);
    add_retry_cases(cases);
    add_tls_cases(cases);
    add_hygiene_cases(cases);
    add_former_levels(cases);
    return cases;
  }();
  return all;
}

}  // namespace everstrike::conformance
