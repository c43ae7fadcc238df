// A raw HTTP request as people have it: saved by an editor, copied from a log or the journal. More
// lenient than the wire's reader, since line ends and lengths get lost on that way, and nothing is
// done with it but to look at its signature:
//   lines may end with LF or CRLF; "HTTP/1.1" may be missing; so may the empty line where there is
//   no body
//   a Content-Length that is shorter than the body cuts it, as the wire would; a longer one is
//   ignored; a chunked body is put together
// Owns its bytes. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/expected.hpp"

namespace everstrike::diagnosis {

struct SavedRequest {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;  // as written, in their order
  std::string body;       // as the wire would have it, without chunk framing
  std::string following;  // what stands behind a body that a Content-Length cuts
  // The body ends in a line end, and no length says that it is the body's.
  bool may_end_as_the_editor_does = false;
};

// read_saved_request gives the request; the error says which line is wrong and what was expected.
[[nodiscard]] Expected<SavedRequest, std::string> read_saved_request(std::string_view text);

// holds_a_request tells that `text`, which is taken for a body, is a whole request.
[[nodiscard]] bool holds_a_request(std::string_view text);

// diagnose_saved asks `diagnose_body` about the body, and where that ends as an editor ends a file
// also without that end; Diagnosis::hints says so if it made a difference.
[[nodiscard]] Diagnosis diagnose_saved(
    const SavedRequest& saved,
    const std::function<Diagnosis(std::string_view body)>& diagnose_body);

}  // namespace everstrike::diagnosis
