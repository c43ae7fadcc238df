#include "mock_server/program/unserved_paths.hpp"

#include <gtest/gtest.h>

#include "mock_server/exchange/nearest_path.hpp"

namespace everstrike::mock_server {
namespace {

Entry unknown(std::string path, std::string method = "GET") {
  return {.method = std::move(method),
          .path = std::move(path),
          .verdict = Verdict::unknown_path,
          .status = 503};
}

TEST(UnservedPaths, EachIsToldOnceAndAgainAtTheEnd) {
  UnservedPaths paths;
  EXPECT_TRUE(paths.summary().empty());
  EXPECT_FALSE(paths.note({.method = "GET", .path = "/orders"}));
  EXPECT_EQ(paths.note(unknown("/order_bok?pair=x")),
            "NOT SERVED: \"GET /order_bok\" is no call that this mock knows, and got 503; the "
            "nearest that it serves is GET /order");
  EXPECT_FALSE(paths.note(unknown("/order_bok?pair=y")));
  EXPECT_TRUE(paths.note(unknown("/v1/auth/cancel", "POST")));
  EXPECT_EQ(
      paths.summary(),
      (std::vector<std::string>{
          "NOT SERVED in this run: \"GET /order_bok\", asked for 2 times; the nearest that it "
          "serves is GET /order",
          "NOT SERVED in this run: \"POST /v1/auth/cancel\", asked for once; the nearest that "
          "it serves is POST /auth/cancel"}));
}

TEST(UnservedPaths, NeitherManyNorLongNorForgedPathsGetFar) {
  UnservedPaths paths;
  const auto line = paths.note(unknown("/\n#1 forged" + std::string(9000, 'x')));
  ASSERT_TRUE(line);
  EXPECT_LT(line->size(), 300U);
  EXPECT_EQ(line->find('\n'), std::string::npos);
  int told = 1;
  for (int i = 0; i < 1000; ++i) told += paths.note(unknown("/" + std::to_string(i))) ? 1 : 0;
  EXPECT_EQ(told, 100);
  ASSERT_EQ(paths.summary().size(), 101U);
  EXPECT_EQ(paths.summary().back(), "NOT SERVED in this run: further paths, asked for 901 times");
}

TEST(NearestEndpoint, IsFoundThroughTypingErrors) {
  const auto nearest = [](std::string_view method, std::string_view path) {
    return nearest_endpoint(method, path);
  };
  EXPECT_EQ(nearest("POST", "/auth/cancle"), "POST /auth/cancel");
  EXPECT_EQ(nearest("POST", "/AUTH/CANCEL/"), "POST /auth/cancel");
  EXPECT_EQ(nearest("GET", "/Orders"), "GET /orders");
  EXPECT_EQ(nearest("GET", "/tickers"), "GET /ticker");
  EXPECT_EQ(nearest("POST", "/auth/orders/bulk"), "POST /auth/order/bulk");
  EXPECT_EQ(nearest("GET", "/open_orders"), "GET /orders");
  EXPECT_NE(nearest("GET", ""), "");
  EXPECT_NE(nearest("GET", std::string(100'000, '/')), "");
}

}  // namespace
}  // namespace everstrike::mock_server
