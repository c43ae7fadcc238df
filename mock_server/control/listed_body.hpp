// A JSON document around one list, made element by element while it is sent.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "mock_server/message/body_source.hpp"

namespace everstrike::mock_server {

// Where the elements come from, as a place that moves on. What is held between two pieces should be
// no more than that place.
class ListedElements {
 public:
  ListedElements() = default;
  virtual ~ListedElements() = default;
  ListedElements(const ListedElements&) = delete;
  ListedElements& operator=(const ListedElements&) = delete;

  enum class Found { element, none_yet, end };
  // look gives the text of the element at this place, valid until go_on or let_go; none_yet asks to
  // be called again, in the next piece.
  virtual Found look(std::string_view& text) = 0;
  // number tells the element that look gave from all others.
  [[nodiscard]] virtual std::uint64_t number() const = 0;
  virtual void go_on() = 0;
  // let_go frees what was fetched for the piece that is full; `is_begun` says that a part of the
  // element at this place has been sent, so that it should still be there for the next.
  virtual void let_go(bool is_begun) { (void)is_begun; }
};

class ListedBody final : public BodySource {
 public:
  // `end` is asked for when the list is over.
  ListedBody(std::string begin, std::unique_ptr<ListedElements> elements,
             std::function<std::string()> end)
      : begin_(std::move(begin)), elements_(std::move(elements)), end_(std::move(end)) {}

  // next throws where an element is gone of which a part has been sent.
  [[nodiscard]] Piece next(const Patience& patience) override;

 private:
  void fill(Piece& piece, const Patience& patience);
  void append_part(std::string_view text, Piece& piece);

  std::string begin_;
  std::unique_ptr<ListedElements> elements_;
  std::function<std::string()> end_;
  bool is_first_ = true;
  std::size_t offset_ = 0;    // in the element at this place
  std::uint64_t number_ = 0;  // of that element, where a part of it has been sent
};

}  // namespace everstrike::mock_server
