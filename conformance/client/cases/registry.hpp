// All cases of the suite, in the order in which they are listed and reported. One file holds one
// group; an id says where to find its case ("outcome/503/02" is in outcome_cases.cpp).
#pragma once

#include "conformance/run/case.hpp"

namespace everstrike::conformance {

[[nodiscard]] const Cases& all_cases();

// The groups, a file each.
void add_harness_cases(Cases& cases);
void add_sign_cases(Cases& cases);
void add_http_cases(Cases& cases);
void add_answer_cases(Cases& cases);
void add_outcome_cases(Cases& cases);
void add_retry_cases(Cases& cases);
void add_tls_cases(Cases& cases);
void add_hygiene_cases(Cases& cases);

}  // namespace everstrike::conformance
