// A saved request as the wire would have given it to the pipeline, under the wire's checks of its
// head. How it is read from a text is signing/diagnosis/saved_request.hpp's matter.
#pragma once

#include <string>

#include "mock_server/message/request.hpp"
#include "signing/diagnosis/saved_request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// read_pasted_request gives the request, without an arrival; the error says what is wrong with it.
[[nodiscard]] Expected<Request, std::string> read_pasted_request(
    const diagnosis::SavedRequest& saved);

}  // namespace everstrike::mock_server
