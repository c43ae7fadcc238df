#include "mock_server/exchange/nearest_path.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

struct PathCase {
  const char* method;
  const char* path;
  const char* nearest;
};

class NearestPath : public testing::TestWithParam<PathCase> {};

TEST_P(NearestPath, IsNamed) {
  const auto& [method, path, nearest] = GetParam();
  EXPECT_EQ(path_hint(method, path),
            "\"" + std::string(path) + "\"; the nearest is " + std::string(nearest));
}

INSTANTIATE_TEST_SUITE_P(Kinds, NearestPath,
                         testing::Values(PathCase{"POST", "//auth/cancel", "POST /auth/cancel"},
                                         PathCase{"POST", "/auth//cancel", "POST /auth/cancel"},
                                         PathCase{"POST", "/auth/cancel/", "POST /auth/cancel"},
                                         PathCase{"POST", "/v1/auth/cancel", "POST /auth/cancel"},
                                         PathCase{"POST", "/api/v3/auth/order/bulk",
                                                  "POST /auth/order/bulk"},
                                         PathCase{"POST", "/Auth/Cancel", "POST /auth/cancel"},
                                         PathCase{"POST", "/cancel", "POST /auth/cancel"},
                                         PathCase{"POST", "/auth/cancle", "POST /auth/cancel"},
                                         PathCase{"DELETE", "/auth/cancel/", "POST /auth/cancel"},
                                         PathCase{"GET", "/v1/time", "GET /time"},
                                         PathCase{"GET", "/active-orders", "GET /active_orders"},
                                         PathCase{"GET", "/Orders/", "GET /orders"}));

TEST(NearestPathOf, NothingIsNotGuessed) {
  EXPECT_EQ(path_hint("POST", "/fapi/v1/klines"), "\"/fapi/v1/klines\"");
  EXPECT_EQ(path_hint("GET", "/"), "\"/\"");
}

TEST(NearestPathOf, AnOddPathIsNotRepeated) {
  EXPECT_EQ(path_hint("GET", "/\xff\xfe"), "");
  EXPECT_EQ(path_hint("GET", "/" + std::string(5000, 'a')), "");
}

}  // namespace
}  // namespace everstrike::mock_server
