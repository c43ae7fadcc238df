#include "command_line/parse.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

namespace everstrike::command_line {
namespace {

// A program in the shape of ours: two subcommands, options of every kind.
class Parse : public ::testing::Test {
 protected:
  struct Options {
    std::string listen = "default:0";
    std::string peer;
    int seed = 1;
    std::uint64_t limit = 1;
    std::uint64_t many = 1;
    double rate = 0.5;
    bool faithful = false;
    std::vector<std::string> skip;
    std::string secret = "none";
    std::string secret_file;
    std::optional<std::string> token;
    std::optional<std::uint64_t> port;
    std::string key;
    std::vector<std::string> files;
  };

  void TearDown() override { std::remove(path_.c_str()); }

  // Each run has a command of its own: one is parsed once.
  std::optional<ExitCode> run(std::vector<std::string> words) {
    options_ = {};
    command_.clear();
    out_.str("");
    err_.str("");
    app_ = std::make_unique<Command>("A program");
    app_->require_subcommand();
    auto serve = app_->subcommand("serve", "Serves");
    serve.option("--listen", options_.listen);
    serve.option("--peer", options_.peer).value_name("HOST:PORT");
    serve.option("--seed", options_.seed).in_range(0, 99);
    serve.option("--limit", options_.limit).value_name("N").within({1, 99});
    serve.option("--many", options_.many).value_name("N").whole_number();
    serve.option("--rate", options_.rate);
    serve.flag("--faithful,!--unfaithful", options_.faithful);
    serve.option("--skip", options_.skip);
    const auto secret = serve.option("--secret", options_.secret);
    serve.option("--secret-file", options_.secret_file).excludes(secret);
    serve.option("--token", options_.token);
    serve.option("--port", options_.port).whole_number().show_default("80");
    auto check = app_->subcommand("check", "Checks");
    check.option("--api-key", options_.key).required();
    check.option("FILE", options_.files).required();
    app_->subcommand("exec", "Runs a program");

    program_.name = "prog";
    program_.default_subcommand = "serve";
    program_.environment_names = {{"--secret", "EVERSTRIKE_SECRET_KEY", true}};
    program_.command_subcommands = {"exec"};
    program_.command = &command_;
    program_.version_lines = [] { return std::vector<std::string>{"httplib 1.2.3"}; };
    program_.verbose_version_lines = [] { return std::vector<std::string>{"sha256: portable"}; };

    words.insert(words.begin(), "prog");
    std::vector<const char*> pointers;
    for (const auto& word : words) pointers.push_back(word.c_str());
    const auto environment = [this](const std::string& name) -> const char* {
      const auto found = environment_.find(name);
      return found == environment_.end() ? nullptr : found->second.c_str();
    };
    return parse(*app_, static_cast<int>(pointers.size()), pointers.data(), program_,
                 {.environment = environment, .out = &out_, .err = &err_});
  }

  void expect_error(const std::vector<std::string>& words, const std::string& line,
                    ExitCode code = ExitCode::usage) {
    EXPECT_EQ(run(words), code);
    EXPECT_EQ(err_.str(), "prog: " + line + "\n");
    EXPECT_EQ(out_.str(), "");
  }

  // Writes a configuration file and makes the variable EVERSTRIKE_CONFIG name it.
  void config(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    environment_["EVERSTRIKE_CONFIG"] = path_;
  }

  std::string path_ = ::testing::TempDir() + "everstrike_parse_" + std::to_string(::getpid());
  std::map<std::string, std::string> environment_;
  Program program_;
  Options options_;
  std::vector<std::string> command_;
  std::unique_ptr<Command> app_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(Parse, DefaultsStayWithoutAnySource) {
  EXPECT_EQ(run({"serve"}), std::nullopt);
  EXPECT_EQ(options_.listen, "default:0");
  EXPECT_EQ(options_.seed, 1);
}

TEST_F(Parse, AFlagWinsOverEnvironmentOverFileOverDefault) {
  config("listen = \"file:1\"\nseed = 2\nrate = 0.25\n");
  environment_["EVERSTRIKE_LISTEN"] = "environment:1";
  environment_["EVERSTRIKE_SEED"] = "3";
  EXPECT_EQ(run({"serve", "--listen", "flag:1"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.listen, "flag:1");
  EXPECT_EQ(options_.seed, 3);
  EXPECT_EQ(options_.rate, 0.25);
  EXPECT_FALSE(options_.faithful);
}

TEST_F(Parse, AnEmptyValueOnTheCommandLineIsAVariableThatIsNotSet) {
  expect_error({"serve", "--peer", ""}, "--peer: expected HOST:PORT, found an empty text");
  expect_error({"serve", "--config", ""}, "--config: expected FILE, found an empty text");
  EXPECT_EQ(run({"serve", "--secret", ""}), std::nullopt) << err_.str();
  config("peer = \"\"\n");
  environment_["EVERSTRIKE_LIMIT"] = "";
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  expect_error({"serve", "--verbose"}, "--verbose: expected --version beside it");
}

TEST_F(Parse, ALeadingZeroMakesNoOctalNumber) {
  EXPECT_EQ(run({"serve", "--seed", "010"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.seed, 10);
  environment_["EVERSTRIKE_SEED"] = "08";
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.seed, 8);
}

TEST_F(Parse, TheConfigOptionWinsOverItsVariableAndStandsOnEitherSideOfTheCommand) {
  config("seed = 5\n");
  environment_["EVERSTRIKE_CONFIG"] = "/nowhere";
  EXPECT_EQ(run({"--config", path_, "serve"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.seed, 5);
  EXPECT_EQ(run({"serve", "--config=" + path_}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.seed, 5);
}

TEST_F(Parse, TheTableOfACommandWinsOverTheTopOfTheFile) {
  config("seed = 5\n[serve]\nseed = 6\n[check]\napi-key = \"k\"\n");
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.seed, 6);
}

TEST_F(Parse, OneFileServesSeveralCommands) {
  config("seed = 5\napi-key = \"k\"\n");
  EXPECT_EQ(run({"check", "a.json"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.key, "k");
  EXPECT_EQ(options_.seed, 1);
}

TEST_F(Parse, FlagsAndListsComeFromEverySource) {
  config("faithful = true\nskip = [\"a\", \"b\"]\n");
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_TRUE(options_.faithful);
  EXPECT_EQ(options_.skip, (std::vector<std::string>{"a", "b"}));
  environment_["EVERSTRIKE_FAITHFUL"] = "false";
  environment_["EVERSTRIKE_SKIP"] = "c";
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_FALSE(options_.faithful);
  EXPECT_EQ(options_.skip, std::vector<std::string>{"c"});
}

TEST_F(Parse, AnEmptyVariableIsNoValueUnlessTheProgramSaysSo) {
  environment_["EVERSTRIKE_LISTEN"] = "";
  environment_["EVERSTRIKE_SECRET_KEY"] = "";
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.listen, "default:0");
  EXPECT_EQ(options_.secret, "");
}

TEST_F(Parse, AnOptionalTellsAGivenValueFromNone) {
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.token, std::nullopt);
  EXPECT_EQ(options_.port, std::nullopt);
  environment_["EVERSTRIKE_PORT"] = "0";
  EXPECT_EQ(run({"serve", "--token", ""}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.token, "");
  EXPECT_EQ(options_.port, 0U);
  EXPECT_EQ(run({"--help-man"}), ExitCode::done);
  EXPECT_THAT(out_.str(), ::testing::HasSubstr("Default: \\fB80\\fR."));
}

TEST_F(Parse, ANamedVariableWinsOverTheGeneralOne) {
  environment_["EVERSTRIKE_SECRET"] = "general";
  EXPECT_EQ(run({"serve"}), std::nullopt);
  EXPECT_EQ(options_.secret, "general");
  environment_["EVERSTRIKE_SECRET_KEY"] = "named";
  EXPECT_EQ(run({"serve"}), std::nullopt);
  EXPECT_EQ(options_.secret, "named");
}

TEST_F(Parse, AnExcludedOptionOfALowerSourceIsSilent) {
  environment_["EVERSTRIKE_SECRET_KEY"] = "hunter2";
  EXPECT_EQ(run({"serve", "--secret-file", "f"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.secret, "none");
  EXPECT_EQ(options_.secret_file, "f");
  environment_["EVERSTRIKE_SECRET_FILE"] = "g";
  expect_error({"serve"}, "EVERSTRIKE_SECRET_FILE: cannot be given together with --secret");
  expect_error({"serve", "--secret", "a", "--secret-file", "b"},
               "--secret cannot be given together with --secret-file");
}

TEST_F(Parse, TheDefaultCommandIsMeantWithoutAnyOrWithOptionsOnly) {
  EXPECT_EQ(run({}), std::nullopt) << err_.str();
  EXPECT_TRUE(app_->has_chosen("serve"));
  config("seed = 7\n");
  EXPECT_EQ(run({"--config", path_, "--listen", "flag:1"}), std::nullopt) << err_.str();
  EXPECT_TRUE(app_->has_chosen("serve"));
  EXPECT_EQ(options_.listen, "flag:1");
  EXPECT_EQ(options_.seed, 7);
  EXPECT_EQ(run({"--listen", "check"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.listen, "check");
}

TEST_F(Parse, ARequiredOptionMayComeFromTheEnvironment) {
  expect_error({"check", "a.json"},
               "--api-key: is required: as an option, as EVERSTRIKE_API_KEY, or as api-key in the "
               "--config file");
  environment_["EVERSTRIKE_API_KEY"] = "k";
  EXPECT_EQ(run({"check", "a.json", "b.json"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.key, "k");
  EXPECT_EQ(options_.files, (std::vector<std::string>{"a.json", "b.json"}));
}

TEST_F(Parse, WhatFollowsTheDashesIsTheCommandUntouched) {
  EXPECT_EQ(run({"exec", "--", "node", "--version", "[a]", "--", "-x"}), std::nullopt)
      << err_.str();
  EXPECT_EQ(command_, (std::vector<std::string>{"node", "--version", "[a]", "--", "-x"}));
  EXPECT_EQ(run({"check", "--api-key", "k", "--", "-x"}), std::nullopt) << err_.str();
  EXPECT_EQ(options_.files, std::vector<std::string>{"-x"});
  EXPECT_TRUE(command_.empty());
}

TEST_F(Parse, HelpAndVersionEndTheProgramWithoutComplaint) {
  EXPECT_EQ(run({"--help"}), ExitCode::done);
  EXPECT_NE(out_.str().find("serve"), std::string::npos);
  EXPECT_NE(out_.str().find("--config"), std::string::npos);
  EXPECT_EQ(run({"check", "--help"}), ExitCode::done);
  EXPECT_NE(out_.str().find("--api-key TEXT REQUIRED"), std::string::npos) << out_.str();
  EXPECT_EQ(run({"check", "--version"}), ExitCode::done);
  EXPECT_EQ(out_.str().rfind("prog ", 0), 0U);
  EXPECT_NE(out_.str().find("\nOpenSSL 3"), std::string::npos);
  EXPECT_NE(out_.str().find("\nhttplib 1.2.3\n"), std::string::npos);
  EXPECT_EQ(out_.str().find("sha256"), std::string::npos);
  EXPECT_EQ(run({"--version", "--verbose"}), ExitCode::done);
  EXPECT_NE(out_.str().find("\nsha256: portable\n"), std::string::npos);
  EXPECT_EQ(err_.str(), "");
}

TEST_F(Parse, AWrongFlagIsNamedWithWhatWasExpected) {
  expect_error({"serve", "--listn", "x"},
               "unknown option --listn; did you mean --listen? (see prog serve --help)");
  expect_error({"check", "--listen", "x"},
               "unknown option --listen; it belongs to serve (see prog check --help)");
  expect_error({"serve", "--secret-word=hunter2"},
               "unknown option that begins with --secret; is a blank or \"=\" missing? (see prog "
               "serve --help)");
  expect_error({"serve", "--hunter2"},
               "unknown option (not shown, it may be a secret) (see prog serve --help)");
  expect_error({"serve", "--listenhunter2"},
               "unknown option that begins with --listen; is a blank or \"=\" missing? (see prog "
               "serve --help)");
  expect_error({"serve", "hunter2"},
               "an argument is left over that belongs to nothing (not shown, it may be a secret) "
               "(see prog serve --help)");
  expect_error({"hunter2"}, "unknown command (not shown, it may be a secret) (see prog --help)");
  expect_error({"srve"}, "unknown command srve; did you mean serve? (see prog --help)");
  expect_error({"serve", "--rate", "much"}, "--rate: expected a number");
  expect_error({"serve", "--listen"}, "--listen: expected text after it");
  expect_error({"serve", "--peer"}, "--peer: expected HOST:PORT after it");
  expect_error({"serve", "--seed", "1", "--seed", "2"}, "--seed: given 2 times, expected once");
  expect_error({"serve", "--seed", "100"}, "--seed: expected a whole number from 0 to 99");
  EXPECT_EQ(run({"check", "--api-key", "k"}), ExitCode::usage);
  EXPECT_EQ(err_.str(), "prog: FILE is required (see prog check --help)\n");
}

TEST_F(Parse, AWrongVariableIsNamedWithoutItsValue) {
  environment_["EVERSTRIKE_RATE"] = "hunter2";
  expect_error({"serve"}, "EVERSTRIKE_RATE: expected a number");
  environment_ = {{"EVERSTRIKE_FAITHFUL", "perhaps"}};
  expect_error({"serve"}, "EVERSTRIKE_FAITHFUL: expected true or false");
}

// The library takes "-1" for the largest number, "" for 0, and what is too large for the largest.
TEST_F(Parse, AWholeNumberIsDigitsWithinItsBounds) {
  for (const char* wrong :
       {"-1", "", " 1", "1 ", "+1", "0x1", "1.5", "1e3", "0", "100", "99999999999999999999999"}) {
    expect_error({"serve", "--limit", wrong}, "--limit: expected a whole number from 1 to 99");
  }
  expect_error({"serve", "--many", "18446744073709551616"},
               "--many: expected a whole number from 0 to 18446744073709551615");
  EXPECT_EQ(run({"serve", "--limit", "99", "--many", "18446744073709551615"}), std::nullopt);
  EXPECT_EQ(options_.limit, 99U);
  EXPECT_EQ(options_.many, 18446744073709551615U);
  environment_["EVERSTRIKE_LIMIT"] = "hunter2";
  expect_error({"serve"}, "EVERSTRIKE_LIMIT: expected a whole number from 1 to 99");
  environment_ = {{"EVERSTRIKE_SEED", "1999"}};
  expect_error({"serve"}, "EVERSTRIKE_SEED: expected a whole number from 0 to 99");
  environment_.clear();
  config("limit = -1\n");
  expect_error({"serve"}, path_ + ":1:1: limit: expected a whole number from 1 to 99");
}

TEST_F(Parse, AnUnknownKeyIsNamedWithItsPlace) {
  config("seed = 1\n\n listn = \"x\"\n");
  expect_error({"serve"}, path_ + ":3:2: unknown key \"listn\"; did you mean \"listen\"?");
  config("[serve]\nwhatever = 1\n");
  expect_error({"serve"}, path_ + ":2:1: unknown key \"whatever\" in [serve]");
  config("[serv]\nseed = 1\n");
  EXPECT_EQ(run({"serve"}), ExitCode::usage);
  EXPECT_NE(err_.str().find("unknown table [serv]; did you mean \"serve\"?"), std::string::npos);
  config("version = true\n");
  expect_error({"serve"}, path_ + ":1:1: unknown key \"version\"");
  config("config = \"x\"\n");
  expect_error({"serve"}, path_ + ":1:1: unknown key \"config\"");
}

TEST_F(Parse, ATableIsNamedWithItsOwnLineAndThoseOfSiblingProgramsAreTheirs) {
  config("\n[serv]\n\nseed = 1\n");
  EXPECT_EQ(run({"serve"}), ExitCode::usage);
  EXPECT_NE(err_.str().find(path_ + ":2:2: unknown table [serv]"), std::string::npos);
  config("[cancel]\nattempts = 1\n[with-trust]\n[client]\njobs = \"x\"\n[serve]\nseed = 3\n");
  EXPECT_EQ(run({"serve"}), std::nullopt) << err_.str();
}

TEST_F(Parse, ATypoInASiblingsTableOrInItsNameIsNamed) {
  config("[cancel]\natempts = 1\n");
  expect_error({"serve"}, path_ +
                              ":2:1: unknown key \"atempts\" in [cancel]; did you mean "
                              "\"attempts\"?");
  config("[cancle]\nattempts = 1\n");
  expect_error({"serve"}, path_ + ":1:2: unknown table [cancle]; did you mean \"cancel\"?");
}

TEST_F(Parse, AMisspeltVariableIsWarnedAboutWithTheNearestName) {
  EXPECT_EQ(run({"serve"}), std::nullopt);
  EXPECT_EQ(unknown_variables(*app_, program_.environment_names,
                              {"HOME", "EVERSTRIKE_HELP", "EVERSTRIKE_LISTEN",
                               "EVERSTRIKE_SECRET_KEY", "EVERSTRIKE_ATTEMPTS", "EVERSTRIKE_LISTN"}),
            (std::vector<std::string>{"the environment's EVERSTRIKE_HELP is no option's",
                                      "the environment's EVERSTRIKE_LISTN is no option's; did you "
                                      "mean EVERSTRIKE_LISTEN?"}));
}

TEST_F(Parse, TextWithoutQuotesIsToldSo) {
  config("seed = 1\nlisten = localhost:0\n");
  expect_error({"serve"},
               path_ + ":2: listen: expected a value; text stands in quotes: listen = \"…\"");
  for (const char* const number : {"99999999999999999999", "007"}) {
    config("seed = " + std::string(number) + "\n");
    EXPECT_EQ(run({"serve"}), ExitCode::usage);
    EXPECT_EQ(err_.str().find("quotes"), std::string::npos) << err_.str();
  }
}

TEST_F(Parse, AWrongTypeIsNamedWithItsPlaceEvenForACommandThatIsNotRun) {
  config("seed = \"7\"\n");
  EXPECT_EQ(run({"serve"}), ExitCode::usage);
  EXPECT_EQ(
      err_.str().rfind("prog: " + path_ + ":1:1: seed: expected a whole number from 0 to 99", 0),
      0U)
      << err_.str();
  config("listen = 8080\n");
  expect_error({"check", "f"}, path_ + ":1:1: listen: expected text, in quotes");
  config("limit = true\n");
  EXPECT_EQ(run({"serve"}), ExitCode::usage);
  EXPECT_EQ(err_.str().find("in quotes"), std::string::npos) << err_.str();
  config("faithful = 1\n");
  expect_error({"serve"}, path_ + ":1:1: faithful: expected true or false");
  config("listen = [\"a\"]\n");
  expect_error({"serve"}, path_ + ":1:1: listen: expected text");
  config("seed = 100\n");
  expect_error({"serve"}, path_ + ":1:1: seed: expected a whole number from 0 to 99");
}

TEST_F(Parse, AnUnreadableConfigurationIsTheEnvironmentsFailure) {
  expect_error({"serve", "--config", "/nowhere/c.toml"},
               "/nowhere/c.toml: cannot be opened: No such file or directory",
               ExitCode::environment);
}

TEST_F(Parse, PrintsACompletionScriptForEachShell) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    EXPECT_EQ(run({"completion", shell}), ExitCode::done) << err_.str();
    EXPECT_NE(out_.str().find(shell + " completion for prog"), std::string::npos);
    EXPECT_THAT(out_.str(), ::testing::Not(::testing::ContainsRegex("@[a-z_]+@")))
        << "a place that nothing fills";
  }
  EXPECT_EQ(run({"completion", "csh"}), ExitCode::usage);
  EXPECT_NE(err_.str().find("bash"), std::string::npos) << err_.str();
}

TEST_F(Parse, PrintsItsManualPageAlsoWhereACommandIsMissing) {
  program_.manual = [] { return Manual{.description = {"Prose."}}; };
  EXPECT_EQ(run({"--help-man"}), ExitCode::done) << err_.str();
  EXPECT_NE(out_.str().find(".SH DESCRIPTION\nProse.\n"), std::string::npos);
  EXPECT_NE(out_.str().find("\\fBEVERSTRIKE_SECRET_KEY\\fR"), std::string::npos);
  EXPECT_EQ(run({"--help"}), ExitCode::done);
  EXPECT_EQ(out_.str().find("help-man"), std::string::npos) << "for packagers only";
}

}  // namespace
}  // namespace everstrike::command_line
