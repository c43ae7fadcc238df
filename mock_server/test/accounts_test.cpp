#include "mock_server/exchange/accounts.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

Expected<std::vector<AccountSeed>, std::string> parse(std::string text) {
  const SecretSources sources = {
      .environment = [](const std::string& name) -> std::optional<std::string> {
        if (name == "SET") return "from-environment";
        return std::nullopt;
      },
      .file = [](const std::string& path) -> Expected<std::string, std::string> {
        if (path == "there") return "from-file\n";
        return Unexpected<std::string>(path + ": can't be read");
      }};
  return parse_accounts(std::move(text), "accounts.json", sources);
}

std::string error_of(std::string text) {
  const auto accounts = parse(std::move(text));
  return accounts ? "no error" : accounts.error();
}

TEST(Accounts, DefaultsHoldThePagesPairsAndIds) {
  const auto accounts = default_accounts();
  ASSERT_EQ(accounts.size(), 3U);
  EXPECT_EQ(accounts[1].api_key, "");
  EXPECT_TRUE(accounts[1].secret.empty());
  EXPECT_EQ(accounts[2].api_key, "<YOUR_API_KEY>");
  for (const AccountSeed& account : accounts) {
    std::vector<std::string> ids;
    for (const Order& order : account.orders) ids.push_back(order.id);
    EXPECT_EQ(ids,
              (std::vector<std::string>{std::string(kSampleOrderId), "392392320eoweqwie3",
                                        "32302131320dqe", std::string(kHostileOrderId),
                                        "482392320eoweqwii5", "249cdea0395411e98f54b395ae9c7bc7"}));
  }
}

// Once told of the second "api_key" anywhere in the file, at 3:4.
TEST(Accounts, AMemberThatComesTwiceIsToldWhereItComesTheSecondTime) {
  EXPECT_EQ(error_of("{\"schema\": \"accounts_v1\", \"accounts\": [\n"
                     "  {\"api_key\": \"a\", \"secret\": \"x\"},\n"
                     "  {\"api_key\": \"b\", \"secret\": \"x\"},\n"
                     "  {\"secret\": \"x\",\n"
                     "   \"api_key\": \"c\",\n"
                     "   \"api_key\": \"d\"}]}"),
            "accounts.json:6:4: the member \"api_key\" comes twice in one object");
}

TEST(Accounts, AKeyThatNoHeaderCanCarryIsRefused) {
  for (const char* key : {R"(a\nb)", R"(\u0000)", " a", R"(a\t)"}) {
    EXPECT_NE(error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":")" + std::string(key) +
                       R"(","secret":"x"}]})")
                  .find("api_key: expected text that a header can carry"),
              std::string::npos)
        << key;
  }
}

TEST(Accounts, SecretsComeFromFileEnvironmentOrText) {
  const auto accounts = parse(R"({"schema":"accounts_v1","accounts":[
    {"api_key":"a","secret":"text"}, {"api_key":"b","secret_env":"SET"},
    {"api_key":"c","secret_file":"there","orders":["x",{"id":"y","price":5,"status":"CANCELLED"}]}]})");
  ASSERT_TRUE(accounts) << accounts.error();
  ASSERT_EQ(accounts->size(), 3U);
  EXPECT_EQ((*accounts)[0].secret.reveal(), "text");
  EXPECT_EQ((*accounts)[1].secret.reveal(), "from-environment");
  EXPECT_EQ((*accounts)[2].secret.reveal(), "from-file");
  ASSERT_EQ((*accounts)[2].orders.size(), 2U);
  EXPECT_EQ((*accounts)[2].orders[0].id, "x");
  EXPECT_EQ((*accounts)[2].orders[1].price, 5);
  EXPECT_EQ((*accounts)[2].orders[1].status, OrderStatus::cancelled);
}

TEST(Accounts, ErrorsNamePlacePathAndExpectation) {
  EXPECT_EQ(
      error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secrets":"s3cr3t"}]})"),
      "accounts.json:1:62: accounts[0].secrets: unknown member; expected one of: api_key, orders, "
      "secret, secret_env, secret_file");
  EXPECT_EQ(
      error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":"a","orders":[]}]})"),
      "accounts.json:1:37: accounts[0]: expected exactly one of secret, secret_env, secret_file");
  EXPECT_EQ(
      error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret":"s","ordres":[]}]})"),
      "accounts.json:1:74: accounts[0].ordres: unknown member; expected one of: api_key, "
      "orders, secret, secret_env, secret_file");
  EXPECT_EQ(error_of(R"({"schema":"accounts_v2","accounts":[]})"),
            "accounts.json:1:11: schema: expected \"accounts_v1\"");
  EXPECT_EQ(error_of(R"({"schema":"accounts_v1"})"),
            "accounts.json:1:1: the member \"accounts\" is missing");
  EXPECT_EQ(
      error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret_env":"UNSET"}]})"),
      "accounts.json:1:65: accounts[0].secret_env: the environment variable of this name is not "
      "set");
  EXPECT_EQ(
      error_of(R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret_file":"gone"}]})"),
      "accounts.json:1:66: accounts[0].secret_file: gone: can't be read");
  EXPECT_EQ(
      error_of(
          R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret":"s"},{"api_key":"a","secret":"t"}]})"),
      "accounts.json:1:77: accounts[1].api_key: this API key comes twice");
  EXPECT_EQ(
      error_of(
          R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret":"s","orders":[{"id":"x","side":"buy"}]}]})"),
      "accounts.json:1:92: accounts[0].orders[0].side: expected one of: BUY, SELL");
  EXPECT_EQ(
      error_of(
          R"({"schema":"accounts_v1","accounts":[{"api_key":"a","secret":"s","orders":[7]}]})"),
      "accounts.json:1:75: accounts[0].orders[0]: expected an object, found number");
}

}  // namespace
}  // namespace everstrike::mock_server
