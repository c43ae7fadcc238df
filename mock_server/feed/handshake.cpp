#include "mock_server/feed/handshake.hpp"

#include <openssl/evp.h>

#include <array>

#include "mock_server/message/envelope.hpp"
#include "signing/base64.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kKeyBytes = 16;

// Whether a list of names, separated by commas, has this one (any case).
bool has_name(const RequestHead& head, std::string_view header, std::string_view name) {
  const auto values = head.joined(header);
  std::string_view rest = values ? std::string_view(*values) : std::string_view();
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (signing::equal_ignoring_case(signing::trim_blanks(rest.substr(0, comma)), name)) {
      return true;
    }
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

// RFC 6455, 4.2.2: base64(SHA-1(key + a fixed UUID)).
std::string accept_value(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
             EVP_sha1(), nullptr);
  return signing::base64_encode({digest.data(), size});
}

Unexpected<Reply> refused(int status, std::string_view what) {
  Reply reply = error_reply(status, "Invalid request: the handshake of a WebSocket " +
                                        std::string(what) + " (RFC 6455, 4.2.1)");
  reply.close = true;
  return Unexpected<Reply>(std::move(reply));
}

}  // namespace

bool wants_feed(const RequestHead& head) {
  return head.method() == "GET" && head.path() == "/" && has_name(head, "upgrade", "websocket");
}

Expected<std::string, Reply> shake_hands(const RequestHead& head) {
  if (head.joined("sec-websocket-version") != "13") {
    auto refusal = refused(426, "has the version 13");
    refusal.value().headers = {{"Sec-WebSocket-Version", "13"}, {"Upgrade", "websocket"}};
    return refusal;
  }
  if (head.version_minor == 0) return refused(400, "speaks HTTP/1.1");
  if (!has_name(head, "connection", "upgrade")) return refused(400, "has Connection: Upgrade");
  if (!head.find("host")) return refused(400, "has a Host");
  const auto key = head.joined("sec-websocket-key");
  const auto nonce = signing::base64_decode(key.value_or(""));
  if (!nonce || nonce->size() != kKeyBytes) {
    return refused(400, "has a Sec-WebSocket-Key of 16 bytes in base64");
  }
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         accept_value(*key) + "\r\n\r\n";
}

}  // namespace everstrike::mock_server
