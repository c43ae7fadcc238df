// A raw HTTP request as people have it: copied from a log, an editor or the journal. More lenient
// than the wire's reader, since line ends and lengths get lost on that way, and nothing is done
// with it but to look at its signature:
//   lines may end with LF; "HTTP/1.1" may be missing; so may the empty line where there is no body
//   a Content-Length that is shorter than the body cuts it, as the wire would; a longer one is
//   ignored; a chunked body is put together
#pragma once

#include <string>
#include <string_view>

#include "mock_server/message/request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// read_pasted_request gives the request, without an arrival; the error says what is wrong with it.
[[nodiscard]] Expected<Request, std::string> read_pasted_request(std::string_view text);

}  // namespace everstrike::mock_server
