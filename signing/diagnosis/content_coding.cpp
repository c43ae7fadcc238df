#include "signing/diagnosis/content_coding.hpp"

#include <zlib.h>

#include <algorithm>

#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

// As inflateInit2 wants them.
constexpr int kGzip = 15 + 16;
constexpr int kZlib = 15;
constexpr int kBare = -15;

std::optional<std::string> inflated(std::string_view coded, int window_bits,
                                    std::size_t bytes_max) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return std::nullopt;
  // zlib reads through a pointer that isn't const, and writes nothing there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));  // NOLINT
  stream.avail_in = static_cast<uInt>(coded.size());
  std::string text;
  int status = Z_OK;
  while (status == Z_OK && text.size() <= bytes_max) {
    const std::size_t before = text.size();
    text.resize(std::min(std::max<std::size_t>(2 * before, 1024), bytes_max + 1));
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);  // NOLINT
    stream.avail_out = static_cast<uInt>(text.size() - before);
    status = inflate(&stream, Z_NO_FLUSH);
    text.resize(text.size() - stream.avail_out);
    if (status == Z_OK && stream.avail_in == 0 && stream.avail_out > 0) break;  // it is cut off
  }
  inflateEnd(&stream);
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0 && text.size() <= bytes_max;
  return whole ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> decode_one(std::string_view coded, std::string_view coding,
                                      std::size_t bytes_max) {
  const auto is = [&](std::string_view name) { return signing::equal_ignoring_case(coding, name); };
  if (is("identity")) return std::string(coded);
  if (is("gzip") || is("x-gzip")) return inflated(coded, kGzip, bytes_max);
  if (!is("deflate")) return std::nullopt;
  auto text = inflated(coded, kZlib, bytes_max);
  return text ? std::move(text) : inflated(coded, kBare, bytes_max);
}

}  // namespace

std::optional<std::string> decode_content(std::string_view coded, std::string_view codings,
                                          std::size_t bytes_max) {
  constexpr std::size_t kCodingsMax = 4;
  std::string text(coded);
  for (std::size_t i = 0; !codings.empty(); ++i) {
    const std::size_t comma = codings.rfind(',');
    const auto last =
        signing::trim_blanks(comma == std::string_view::npos ? codings : codings.substr(comma + 1));
    codings = codings.substr(0, comma == std::string_view::npos ? 0 : comma);
    auto decoded = i < kCodingsMax ? decode_one(text, last, bytes_max) : std::nullopt;
    if (!decoded) return std::nullopt;
    text = std::move(*decoded);
  }
  return text;
}

std::string_view coding_by_look(std::string_view bytes) noexcept {
  if (bytes.starts_with("\x1f\x8b\x08")) return "gzip";
  // RFC 1950, 2.2: method 8, a window of 32 KiB, and a check that makes the pair divisible by 31.
  if (bytes.size() < 2 || bytes[0] != '\x78') return {};
  const unsigned pair = 0x7800U + static_cast<unsigned char>(bytes[1]);
  return pair % 31 == 0 ? std::string_view("deflate") : std::string_view();
}

}  // namespace everstrike::diagnosis
