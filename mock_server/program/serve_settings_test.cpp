#include "mock_server/program/serve_settings.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

std::string wrong_setting(const ServeSettings& settings) {
  const auto options = options_from(settings);
  return options ? "no error" : options.error().message;
}

TEST(ServeSettings, DefaultsAreThePagesAccountsOnLoopback) {
  const auto options = options_from({});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->listen.host, "127.0.0.1");
  EXPECT_EQ(options->listen.port, 8080);
  EXPECT_EQ(options->accounts.size(), 3U);
  EXPECT_TRUE(options->rules.empty());
}

TEST(ServeSettings, ListenAddresses) {
  const auto ipv6 = parse_listen_address("[::1]:0");
  ASSERT_TRUE(ipv6);
  EXPECT_EQ(ipv6->host, "::1");
  EXPECT_EQ(ipv6->port, 0);
  for (const char* text :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x",
        ":8080", "http://127.0.0.1:80", "[::1", "127.0.0.1:80:80", "*:80", "127.0.0.1/8:80"}) {
    const auto address = parse_listen_address(text);
    ASSERT_FALSE(address) << text;
    EXPECT_NE(address.error().find("expected"), std::string::npos);
  }
}

TEST(ServeSettings, SeveralAddresses) {
  const auto options = options_from({.listen = {"127.0.0.1:0", "[::1]:0"}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->listen.host, "127.0.0.1");
  ASSERT_EQ(options->listen.also.size(), 1U);
  EXPECT_EQ(options->listen.also.front().host, "::1");
  // Each of them has to be one that is safe.
  EXPECT_NE(wrong_setting({.listen = {"127.0.0.1:0", "[::]:0"}}).find("--no-control"),
            std::string::npos);
}

TEST(ServeSettings, TheControlSideIsNotOpenedToTheNetwork) {
  EXPECT_NE(wrong_setting({.listen = {"0.0.0.0:0"}}).find("--no-control"), std::string::npos);
  EXPECT_EQ(wrong_setting({.listen = {"0.0.0.0:0"}, .no_control = true}), "no error");
}

TEST(ServeSettings, RightSignaturesAreShownOnLoopbackOnly) {
  EXPECT_EQ(wrong_setting({.reveal = true}), "no error");
  EXPECT_NE(wrong_setting({.listen = {"0.0.0.0:0"}, .reveal = true, .no_control = true})
                .find("--reveal: 0.0.0.0 is no loopback address"),
            std::string::npos);
  EXPECT_EQ(wrong_setting({.diagnosis = "none"}), "--diagnosis: expected off, quick or deep");
}

TEST(ServeSettings, FailOptionsBecomeRules) {
  const auto options =
      options_from({.seed = 7, .fail_first = 2, .fail_rate = "1/3", .fail_phase = "after_effect"});
  ASSERT_TRUE(options);
  ASSERT_EQ(options->rules.size(), 2U);
  EXPECT_EQ(options->rules[0].ordinals->second, 2U);
  EXPECT_EQ(options->rules[1].chance.of, 3U);
  EXPECT_EQ(options->rules[1].phase, Phase::after_effect);
  EXPECT_EQ(options->seed, 7U);
}

TEST(ServeSettings, RatiosAreWholeNumbersUpToOne) {
  EXPECT_TRUE(parse_ratio("0/1"));
  EXPECT_TRUE(parse_ratio("7/7"));
  for (const char* text : {"", "1", "0.5", "1/0", "3/2", "-1/2", "1/2/3", "a/b", "1/ 2"}) {
    EXPECT_FALSE(parse_ratio(text)) << text;
  }
}

TEST(ServeSettings, RateLimitsAndWindows) {
  const auto options =
      options_from({.rate_limits = {"50/0.25", "orders=1200/60"}, .recv_window_ms = 5000});
  ASSERT_TRUE(options);
  ASSERT_EQ(options->rate_limits.size(), 2U);
  EXPECT_EQ(options->rate_limits[0].most, 50U);
  EXPECT_EQ(options->rate_limits[0].per_ms, 250);
  EXPECT_EQ(options->rate_limits[0].of, RateLimit::Of::requests);
  EXPECT_EQ(options->rate_limits[1].most, 1200U);
  EXPECT_EQ(options->rate_limits[1].per_ms, 60'000);
  EXPECT_EQ(options->rate_limits[1].of, RateLimit::Of::orders);
  EXPECT_EQ(options->recv_window_ms, 5000);
  for (const char* text : {"50", "0/1", "1/0", "1/-1", "1/nan", "1/inf", "a/1", "1/1x", "-1/1",
                           "orders=", "orders=1", "order=1/1", "orders=0/1"}) {
    EXPECT_EQ(wrong_setting({.rate_limits = {text}}).rfind("--rate-limit: ", 0), 0U) << text;
  }
}

TEST(ServeSettings, ErrorsNameTheOption) {
  EXPECT_EQ(wrong_setting({.fail_rate = "2/1"}).rfind("--fail-rate: ", 0), 0U);
  EXPECT_EQ(wrong_setting({.fail_phase = "later"}).rfind("--fail-phase: ", 0), 0U);
  EXPECT_EQ(wrong_setting({.reject_status = "all=503,bad_signature"})
                .rfind("--reject-status: item 2 of the list: expected", 0),
            0U);
  EXPECT_EQ(wrong_setting({.reject_status = "all=503,bad_sig=401"})
                .rfind("--reject-status: item 2 of the list: there is no such refusal", 0),
            0U);
  EXPECT_EQ(wrong_setting({.reject_status = "x=1"}).rfind("--reject-status: ", 0), 0U);
  EXPECT_EQ(wrong_setting({.no_default_accounts = true}).rfind("--no-default-accounts: ", 0), 0U);
  EXPECT_EQ(wrong_setting({.accounts_file = "/nonexistent/accounts.json"})
                .rfind("/nonexistent/accounts.json", 0),
            0U);
  EXPECT_EQ(options_from({.accounts_file = "/nonexistent"}).error().exit_code,
            command_line::ExitCode::environment);
}

TEST(ServeSettings, AnOptionWithoutTheOneItIsAboutIsTold) {
  const std::vector<std::string> phase = {
      "--fail-phase has no effect without --fail-first or --fail-rate"};
  EXPECT_EQ(options_without_effect({.fail_phase = "before_effect"}), phase);
  EXPECT_EQ(options_without_effect({.fail_first = 0, .fail_phase = "after_effect"}), phase);
  EXPECT_EQ(
      options_without_effect({.journal_file_bytes = 1}),
      (std::vector<std::string>{"--journal-file-bytes has no effect without --journal-file"}));
  EXPECT_TRUE(options_without_effect({}).empty());
  EXPECT_TRUE(options_without_effect({.fail_first = 1, .fail_phase = "after_effect"}).empty());
  EXPECT_TRUE(options_without_effect({.fail_rate = "1/3", .fail_phase = "after_effect"}).empty());
  EXPECT_TRUE(options_without_effect({.journal_file = "j", .journal_file_bytes = 1}).empty());
}

}  // namespace
}  // namespace everstrike::mock_server
