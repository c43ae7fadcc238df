#include "mock_server/message/form_reading.hpp"

#include <algorithm>

#include "signing/text/utf8.hpp"

namespace everstrike::mock_server {
namespace {

// A form of more is no request that anybody means, and isn't worth a search in each.
constexpr std::ptrdiff_t kPiecesMax = 1000;

// The text with its secrets taken out of each of the pieces that become fields.
std::string redacted_by_piece(std::string_view text, const signing::Redactor& redactor) {
  std::string all;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('&', begin), text.size());
    all += redactor.redacted(std::string(text.substr(begin, end - begin)));
    if (end < text.size()) all += '&';
    begin = end + 1;
  }
  return all;
}

}  // namespace

void FormReading::read() const {
  if (redactor_ == nullptr) {
    fields_.emplace(signing::decode_form(text_));
    return;
  }
  starred_ = redactor_->redacted(std::string(text_));
  const bool is_cut = std::ranges::count(text_, '&') >= kPiecesMax ||
                      starred_ != redacted_by_piece(text_, *redactor_);
  fields_.emplace(signing::decode_form(is_cut ? std::string_view(starred_) : text_));
  if (!*fields_) return;
  for (signing::FormField& field : **fields_) {
    for (std::string* bytes : {&field.name, &field.value}) {
      if (!signing::is_utf8(*bytes)) redactor_->redact(*bytes);
    }
  }
}

}  // namespace everstrike::mock_server
