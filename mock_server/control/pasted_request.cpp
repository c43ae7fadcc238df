#include "mock_server/control/pasted_request.hpp"

#include "mock_server/wire/http/request_reader.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

Expected<Request, std::string> read_pasted_request(const diagnosis::SavedRequest& saved) {
  std::string message = saved.method + " " + saved.target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : saved.headers) {
    // The body is whole already, so its length is the one that counts.
    if (signing::equal_ignoring_case(name, "content-length") ||
        signing::equal_ignoring_case(name, "transfer-encoding"))
      continue;
    message.append(name).append(": ").append(value).append("\r\n");
  }
  message.append("Content-Length: ").append(std::to_string(saved.body.size())).append("\r\n\r\n");
  message += saved.body;

  RequestReader reader({}, saved.body.size());
  const auto fed = reader.feed(message);
  if (fed.outcome != RequestReader::Outcome::complete) {
    const auto reason = fed.outcome == RequestReader::Outcome::malformed
                            ? reader.reason()
                            : MalformedRequest::Reason::cut_off;
    return Unexpected<std::string>(std::string(reason_text(reason)));
  }
  Request request = reader.take();
  request.following = saved.following;
  return request;
}

}  // namespace everstrike::mock_server
