#include "signing/diagnosis/before_transit.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "signing/diagnosis/content_coding.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

void add_decompressed(const Refused& refused, std::size_t bytes_max,
                      std::vector<BeforeTransit>& out) {
  const std::string named = content_coding(refused);
  const std::string_view looks = coding_by_look(refused.body);
  for (const std::string_view coding : {std::string_view(named), looks}) {
    if (coding.empty()) continue;
    auto text = decode_content(refused.body, coding, bytes_max);
    if (!text) continue;
    out.push_back({.id = MistakeId::body_compressed_after_signing,
                   .body = std::move(*text),
                   .how = "The received body is that text in the coding " + std::string(coding) +
                          (named.empty() ? ", by its first bytes." : ", as Content-Encoding says."),
                   .is_text = true});
    return;
  }
}

// How many bytes of `text` hold the first `wanted` units, which code points are `units_of` each;
// 0 when they don't end exactly there.
template <class UnitsOf>
std::size_t bytes_of_units(std::string_view text, std::size_t wanted, UnitsOf units_of) {
  std::size_t units = 0;
  std::size_t at = 0;
  while (at < text.size() && units < wanted) {
    const auto letter = signing::first_letter(text.substr(at));
    if (!letter.valid) return 0;
    units += units_of(letter.code_point);
    at += letter.num_bytes;
  }
  return units == wanted ? at : 0;
}

// The next request on the connection may begin right behind what was lost.
std::size_t before_next_request(std::string_view following) {
  std::size_t end = following.size();
  for (const std::string_view begin : {"POST /", "GET /", "DELETE /", "PUT /"}) {
    end = std::min(end, following.find(begin));
  }
  return end;
}

void add_completed(const Refused& refused, std::vector<BeforeTransit>& out) {
  const std::string_view following = refused.following;
  if (following.empty()) return;
  const std::string whole = std::string(refused.body).append(following);
  const std::size_t sent = refused.body.size();
  const bool is_counted =
      sent > 0 || std::ranges::any_of(refused.headers, [](const HeaderLine& header) {
        return signing::equal_ignoring_case(header.name, "content-length");
      });
  const auto add = [&](std::size_t bytes, const std::string& counts) {
    if (bytes <= sent || bytes > whole.size()) return;
    const auto is_it = [&](const BeforeTransit& one) { return one.body.size() == bytes; };
    if (std::any_of(out.begin(), out.end(), is_it)) return;
    out.push_back({.id = MistakeId::bytes_lost_after_signing,
                   .body = whole.substr(0, bytes),
                   .how = (is_counted ? "Content-Length said " + std::to_string(sent)
                                      : "There was no Content-Length, and so no body") +
                          ", the text has " + std::to_string(bytes) + " bytes" + counts + "; the " +
                          std::to_string(bytes - sent) +
                          " that were cut off came next on the connection."});
  };
  add(bytes_of_units(whole, sent, [](char32_t) { return std::size_t{1}; }),
      " and so many characters as Content-Length said");
  add(bytes_of_units(whole, sent,
                     [](char32_t c) { return c > 0xffff ? std::size_t{2} : std::size_t{1}; }),
      " and so many UTF-16 units as Content-Length said");
  const std::size_t next = before_next_request(following);
  add(sent + next, "");
  add(sent + std::min(following.find_first_of("\r\n"), next), "");
}

}  // namespace

std::string content_coding(const Refused& refused) {
  std::string joined;
  for (const HeaderLine& header : refused.headers) {
    if (!signing::equal_ignoring_case(header.name, "content-encoding") || header.value.empty() ||
        signing::equal_ignoring_case(header.value, "identity"))
      continue;
    if (!joined.empty()) joined += ", ";
    joined += header.value;
  }
  return joined;
}

std::vector<BeforeTransit> before_transit(const Refused& refused, std::size_t bytes_max) {
  std::vector<BeforeTransit> found;
  add_decompressed(refused, bytes_max, found);
  add_completed(refused, found);
  return found;
}

}  // namespace everstrike::diagnosis
