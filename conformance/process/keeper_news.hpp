// What a keeper tells of the client that it keeps, put where an end is written down. For whoever
// waits for a client: once (subject.hpp) or case after case (resident_process.hpp).
#pragma once

#include <string>

#include "conformance/process/subject.hpp"

namespace everstrike::conformance {

// take_news reads one piece of news from `news_fd` into `end`; `program` is what an error calls the
// client. False when there will be no more.
[[nodiscard]] bool take_news(int news_fd, const std::string& program, SubjectEnd& end);

}  // namespace everstrike::conformance
