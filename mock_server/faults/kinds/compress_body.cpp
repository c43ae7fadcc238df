#include "mock_server/faults/kinds/compress_body.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

// The same bytes for the same text: zlib writes no time and no name into a gzip header.
std::string compressed(std::string_view text, CompressBody::Coding coding) {
  constexpr int kWindowBits = 15, kWithGzipHeader = 16, kMemoryLevel = 8;
  z_stream stream{};
  const int bits = kWindowBits + (coding == CompressBody::Coding::gzip ? kWithGzipHeader : 0);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();  // its only cause with these arguments
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  (void)deflate(&stream, Z_FINISH);  // deflateBound made room for all of it
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// "q=0" forbids a coding, "q=0.5" doesn't.
bool is_forbidden(std::string_view parameters) {
  const auto weight = signing::trim_blanks(parameters);
  return signing::equal_ignoring_case(weight.substr(0, 2), "q=") &&
         weight.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

// Whether Accept-Encoding asks for a coding, by name or by "*" (RFC 9110, 12.5.3).
bool is_asked_for(std::string_view wanted, std::string_view accept_encoding) {
  bool by_star = false;
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(comma == item.npos ? accept_encoding.size() : comma + 1);
    const auto semicolon = item.find(';');
    const auto name = signing::trim_blanks(item.substr(0, semicolon));
    const bool allowed = semicolon == item.npos || !is_forbidden(item.substr(semicolon + 1));
    if (signing::equal_ignoring_case(name, wanted)) return allowed;
    if (name == "*") by_star = allowed;
  }
  return by_star;
}

}  // namespace

void CompressBody::apply(const Moment& moment, Answer& shaped) const {
  const std::string_view name = json::word_of(coding, kCodings);
  if (only_if_asked && !is_asked_for(name, moment.accept_encoding)) return;
  shaped.reply.body = compressed(shaped.reply.body, coding);
  shaped.reply.headers.emplace_back("Content-Encoding", name);
}

}  // namespace everstrike::mock_server
