#include "mock_server/control/price_routes.hpp"

#include <string>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/exchange/order_request.hpp"

namespace everstrike::mock_server {
namespace {

constexpr double kPriceMax = 1e12;

}  // namespace

Reply set_price(const Backstage& backstage, const PriceControl& prices, const std::string& body) {
  const auto document = json::Document::parse(body, "body");
  if (!document) return control_error(400, document.error());
  json::ObjectReader reader(*document, "");
  const auto pair = reader.text("pair");
  if (pair && !is_pair_name(*pair)) {
    reader.fail("pair", "expected " + std::string(kPairNameExpected));
  }
  std::optional<double> price;
  if (!reader.has("price")) {
    reader.fail("", "the member \"price\" is missing");
  } else if (const std::string pointer = reader.member("price");
             !reader.value_at(pointer).is_null()) {
    price = reader.number_if_present("price");
    if (price && !(*price > 0 && *price <= kPriceMax)) {
      reader.fail("price", "expected a number above 0 and up to 1e12, or null");
    }
  }
  if (auto error = reader.finish()) return control_error(400, *error);
  if (!price && !prices.knows_pair(*pair)) return control_error(404, "there is no such pair");
  prices.hold(*pair, price);
  backstage.record("", {});
  std::string out;
  {
    json::ObjectWriter json(out);
    json.add("pair", *pair);
    if (price) {
      json::append_number(json.text("price"), *price);
    } else {
      json.text("price") += "null";
    }
  }
  return json_reply(std::move(out));
}

}  // namespace everstrike::mock_server
