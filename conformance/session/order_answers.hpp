// Which orders a request is about, and which ones an answer names.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/session/session_request.hpp"

namespace everstrike::conformance {

// ids_of_bulk gives the orders that a bulk cancel names; none: it is about every order.
[[nodiscard]] std::vector<std::string> ids_of_bulk(const SessionRequest& request);
// cancels_all: it is a bulk cancel of every order.
[[nodiscard]] bool cancels_all(const SessionRequest& request);
// is_look: it reads orders, so that a client may learn what became of them.
[[nodiscard]] bool is_look(const SessionRequest& request);

// first_ids names the first four orders of a map by order id, and "…" for the rest.
template <class ByOrderId>
[[nodiscard]] std::string first_ids(const ByOrderId& orders) {
  constexpr std::size_t kNamed = 4;
  std::string text;
  std::size_t number = 0;
  for (const auto& [id, _] : orders) {
    if (number > 0) text += ", ";
    if (number++ == kNamed) return text += "…";
    text += id;
  }
  return text;
}

// placements_of gives pair, side, quantity and price of the orders that a request places, one text
// each; equal texts are equal orders, however their numbers are spelled.
[[nodiscard]] std::vector<std::string> placements_of(const SessionRequest& request);

// placed_ids_of gives the ids in the answer to a placement.
[[nodiscard]] std::vector<std::string> placed_ids_of(const mock_server::Entry& entry);
// id_of_result gives the id in the answer to a cancel, "" without one.
[[nodiscard]] std::string id_of_result(const mock_server::Entry& entry);

}  // namespace everstrike::conformance
