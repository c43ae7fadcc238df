#include "client/program/sign_command.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

using signing::Dialect;

std::string message_of(const SignSettings& settings) {
  const auto body = body_of(settings);
  return body ? "body " + *body : body.error().message;
}

TEST(BodyOf, TakesEachSource) {
  SignSettings settings;
  settings.body = "";
  EXPECT_EQ(message_of(settings), "body ");
  settings.body = "id=1 &%";
  EXPECT_EQ(message_of(settings), "body id=1 &%");
  settings = {};
  settings.body_hex = "69643d31";
  EXPECT_EQ(message_of(settings), "body id=1");
  settings = {};
  settings.parameters = {"id=a=~", "1=", "=x"};
  EXPECT_EQ(message_of(settings), "body 1=&id=a%3D%7E&=x");
  settings.dialect = Dialect::python;
  EXPECT_EQ(message_of(settings), "body id=a%3D~&1=&=x");
}

TEST(BodyOf, NamesWhatIsMissingOrTooMuch) {
  SignSettings settings;
  EXPECT_EQ(message_of(settings),
            "expected one of --body, --body-hex, --body-file, --param and --jsonl");
  settings.body = "a";
  settings.body_hex = "00";
  EXPECT_EQ(message_of(settings),
            "expected only one of --body, --body-hex, --body-file, --param and --jsonl");
  settings.body.reset();
  settings.body_hex = "0";
  EXPECT_EQ(message_of(settings), "--body-hex: expected an even number of hex digits");
  settings = {};
  settings.parameters = {"id"};
  EXPECT_EQ(message_of(settings), "--param: expected name=value");
  settings = {};
  settings.body_file = "/nowhere/body";
  EXPECT_EQ(message_of(settings), "/nowhere/body: cannot be opened: No such file or directory");
}

TEST(RunSign, RefusesToReadTwoThingsFromStandardInput) {
  SignSettings settings;
  settings.secret.file = "-";
  settings.body_file = "-";
  EXPECT_EQ(run_sign(settings).error().message,
            "--secret-file and --body-file cannot both be standard input");
  settings.body_file.reset();
  settings.jsonl = true;
  EXPECT_EQ(run_sign(settings).error().message,
            "--secret-file: standard input holds the lines, expected a file");
}

TEST(RunSign, ItemsOfLinesDoNotComeFromOptions) {
  SignSettings settings;
  settings.jsonl = true;
  settings.body = "id=1";
  EXPECT_EQ(run_sign(settings).error().exit_code, command_line::ExitCode::usage);
}

}  // namespace
}  // namespace everstrike::client
