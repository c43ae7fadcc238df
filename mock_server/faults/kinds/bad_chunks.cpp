#include "mock_server/faults/kinds/bad_chunks.hpp"

#include "signing/text/hex.hpp"

namespace everstrike::mock_server {
namespace {

std::string announced_size(BadChunks::Kind kind, std::size_t bytes) {
  switch (kind) {
    case BadChunks::Kind::not_hex:
      return "zz";
    case BadChunks::Kind::negative:
      return "-1";
    case BadChunks::Kind::overflow:
      return "ffffffffffffffffff";
    case BadChunks::Kind::too_large:
      return signing::hex_number(bytes + 1000);
    case BadChunks::Kind::no_end:
      return signing::hex_number(bytes);
  }
  return "";
}

}  // namespace

void BadChunks::apply(const Moment&, Answer& shaped) const {
  std::string& body = shaped.reply.body;
  body = announced_size(kind, body.size()) + "\r\n" + body;
  if (kind != Kind::too_large) body += "\r\n";
  if (kind != Kind::too_large && kind != Kind::no_end) body += "0\r\n\r\n";
  shaped.reply.headers.emplace_back("Transfer-Encoding", "chunked");
  shaped.end_early();
}

}  // namespace everstrike::mock_server
