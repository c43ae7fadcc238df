#include "mock_server/control/listed_body.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace everstrike::mock_server {
namespace {

// A piece that has so much is sent.
constexpr std::size_t kEnough = 64 * 1024;

}  // namespace

BodySource::Piece ListedBody::next(const Patience& patience) {
  Piece piece{.bytes = std::exchange(begin_, {}), .is_last = false};
  fill(piece, patience);
  elements_->let_go(offset_ > 0);
  return piece;
}

void ListedBody::fill(Piece& piece, const Patience& patience) {
  while (piece.bytes.size() < kEnough) {
    patience.check();
    std::string_view text;
    const auto found = elements_->look(text);
    if (offset_ > 0 &&
        (found != ListedElements::Found::element || elements_->number() != number_)) {
      throw std::runtime_error("an element is gone of which a part has been sent");
    }
    if (found == ListedElements::Found::none_yet) {
      if (piece.bytes.empty()) piece.bytes = " ";  // who has left is noticed by being written to
      return;
    }
    if (found == ListedElements::Found::end) {
      piece.bytes += end_();
      piece.is_last = true;
      return;
    }
    append_part(text, piece);
  }
}

void ListedBody::append_part(std::string_view text, Piece& piece) {
  if (!is_first_ && offset_ == 0) piece.bytes += ',';
  const std::size_t room = BodySource::kPieceBytesMax - piece.bytes.size();
  const std::size_t part = std::min(text.size() - offset_, room);
  piece.bytes.append(text.substr(offset_, part));
  offset_ += part;
  number_ = elements_->number();
  if (offset_ < text.size()) return;
  offset_ = 0;
  is_first_ = false;
  elements_->go_on();
}

}  // namespace everstrike::mock_server
