#include "client/program/secret_settings.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

TEST(SecretSettings, AnEmptySecretIsASecret) {
  SecretSettings settings{.file = {}, .text = ""};
  EXPECT_TRUE(need_secret(settings).value().empty());
}

TEST(SecretSettings, TheTextIsUsedOnceAndGone) {
  SecretSettings settings{.file = {}, .text = "demo-secret"};
  EXPECT_EQ(find_secret(settings).value()->reveal(), "demo-secret");
  EXPECT_FALSE(settings.text);
}

TEST(SecretSettings, WithoutASourceThereIsNoneAndAVerbThatNeedsOneSaysSo) {
  SecretSettings settings;
  EXPECT_FALSE(find_secret(settings).value());
  EXPECT_EQ(need_secret(settings).error().exit_code, command_line::ExitCode::usage);
}

TEST(SecretSettings, AnUnreadableFileIsNotPassedOver) {
  SecretSettings settings{.file = "/nowhere/secret", .text = "demo-secret"};
  const auto secret = need_secret(settings);
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().exit_code, command_line::ExitCode::environment);
  EXPECT_EQ(secret.error().message.find("demo-secret"), std::string::npos);
}

}  // namespace
}  // namespace everstrike::client
