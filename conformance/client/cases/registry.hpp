// All cases of the suite, in the order in which they are listed and reported. A file holds a group
// ("outcome/503/02" is in outcome_cases.cpp) or a large part of one: http/interim and http/coding,
// answer/status, outcome/filled and outcome/partly, outcome/proxy to outcome/never. A case that
// earlier revisions asked in another form, or at another level, is there once for each form.
#pragma once

#include "conformance/run/case.hpp"

namespace everstrike::conformance {

[[nodiscard]] const Cases& all_cases();

// The groups, a file each.
void add_harness_cases(Cases& cases);
void add_sign_cases(Cases& cases);
void add_http_cases(Cases& cases);
void add_interim_cases(Cases& cases);
void add_answer_cases(Cases& cases);
void add_status_cases(Cases& cases);
void add_outcome_cases(Cases& cases);
void add_filled_cases(Cases& cases);
void add_refused_cases(Cases& cases);
void add_retry_cases(Cases& cases);
void add_tls_cases(Cases& cases);
void add_hygiene_cases(Cases& cases);

}  // namespace everstrike::conformance
