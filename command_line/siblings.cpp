#include "command_line/siblings.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "signing/text/ascii.hpp"

namespace everstrike::command_line {
namespace {

struct ProgramTable {
  std::string_view program;
  std::string_view table;
};

constexpr std::array kTables = {
    ProgramTable{"everstrike-mock", "serve"},
    ProgramTable{"everstrike-mock", "plan"},
    ProgramTable{"everstrike-mock", "health"},
    ProgramTable{"everstrike-mock", "with-trust"},
    ProgramTable{"everstrike-mock", "trust"},
    ProgramTable{"everstrike", "cancel"},
    ProgramTable{"everstrike", "sign"},
    ProgramTable{"everstrike", "encode"},
    ProgramTable{"everstrike", "verify"},
    ProgramTable{"everstrike", "explain"},
    ProgramTable{"everstrike-bench", "run"},
    ProgramTable{"everstrike-conformance", "client"},
    ProgramTable{"everstrike-conformance", "server"},
    ProgramTable{"everstrike-conformance", "vectors"},
    ProgramTable{"everstrike-conformance", "examples"},
    ProgramTable{"everstrike-conformance", "list"},
    ProgramTable{"everstrike-conformance", "report"},
    ProgramTable{"everstrike-conformance", "watch"},
    ProgramTable{"everstrike-conformance", "journal"},
};

// Long options of all programs, in the order of the alphabet.
constexpr std::array<std::string_view, 108> kOptions = {"accounts",
                                                        "answer-bytes-max",
                                                        "api-key",
                                                        "ask",
                                                        "attach",
                                                        "attempts",
                                                        "auto-accounts",
                                                        "base-url",
                                                        "body",
                                                        "body-file",
                                                        "body-hex",
                                                        "ca",
                                                        "check",
                                                        "claims",
                                                        "compare",
                                                        "completion",
                                                        "config",
                                                        "connections",
                                                        "control-token",
                                                        "deadline-ms",
                                                        "diagnosis",
                                                        "dialect",
                                                        "drain-ms",
                                                        "dry-run",
                                                        "endpoint",
                                                        "exit-with-stdin",
                                                        "fail-first",
                                                        "fail-phase",
                                                        "fail-rate",
                                                        "faithful",
                                                        "feed-limits",
                                                        "header",
                                                        "html",
                                                        "jobs",
                                                        "journal",
                                                        "journal-bytes",
                                                        "journal-entries",
                                                        "journal-file",
                                                        "journal-file-bytes",
                                                        "json",
                                                        "jsonl",
                                                        "known-failing",
                                                        "last-failed",
                                                        "latency-ms",
                                                        "level",
                                                        "listen",
                                                        "log-format",
                                                        "log-level",
                                                        "malformed",
                                                        "max-accounts",
                                                        "max-body-bytes",
                                                        "max-connections",
                                                        "max-orders",
                                                        "max-received-bytes",
                                                        "max-unread-bytes",
                                                        "method",
                                                        "mock",
                                                        "name",
                                                        "no-control",
                                                        "no-default-accounts",
                                                        "no-magic-order-ids",
                                                        "node",
                                                        "only",
                                                        "order-id",
                                                        "orders",
                                                        "other-secret-file",
                                                        "packages",
                                                        "param",
                                                        "port-file",
                                                        "price-walk",
                                                        "print-env",
                                                        "python",
                                                        "quick",
                                                        "rate",
                                                        "rate-limit",
                                                        "recv-window-ms",
                                                        "reject-status",
                                                        "repetitions",
                                                        "report",
                                                        "request",
                                                        "requests",
                                                        "resident",
                                                        "reveal",
                                                        "scenario",
                                                        "secret",
                                                        "secret-file",
                                                        "secret-fingerprint",
                                                        "seed",
                                                        "signature",
                                                        "skip",
                                                        "stop-first",
                                                        "strict",
                                                        "suite-revision",
                                                        "target",
                                                        "timeout-ms",
                                                        "tls",
                                                        "tls-ca-file",
                                                        "tls-cert",
                                                        "tls-days",
                                                        "tls-dir",
                                                        "tls-fault",
                                                        "tls-host",
                                                        "tls-key",
                                                        "tls-only",
                                                        "url",
                                                        "way",
                                                        "workers",
                                                        "write-known-failing"};

// Variables that are no option's.
constexpr std::array<std::string_view, 17> kOthers = {
    "EVERSTRIKE_SIGNING_BACKEND", "EVERSTRIKE_ALLOW_CORE", "EVERSTRIKE_SECRET_KEY",
    "EVERSTRIKE_CA_FILE",         "EVERSTRIKE_CASE",       "EVERSTRIKE_MOCK",
    "EVERSTRIKE_MOCKS",           "EVERSTRIKE_MOCK_URL",   "EVERSTRIKE_TRUST_HOSTS",
    "EVERSTRIKE_TRUST_PORT",      "EVERSTRIKE_TRUST_CA",   "EVERSTRIKE_TRUST_SHIM",
    "EVERSTRIKE_PYTHON",          "EVERSTRIKE_NODE",       "EVERSTRIKE_API_SECRET",
    "EVERSTRIKE_PROGRAM",         "EVERSTRIKE_ORDER_ID"};

bool is_variable_of(std::string_view variable, std::string_view option) {
  constexpr std::string_view kPrefix = "EVERSTRIKE_";
  if (variable.size() != kPrefix.size() + option.size()) return false;
  return std::ranges::equal(variable.substr(kPrefix.size()), option, [](char v, char o) {
    return v == (o == '-' ? '_' : signing::ascii_upper(o));
  });
}

}  // namespace

std::string_view sibling_with_table(std::string_view program, std::string_view table) {
  const auto* const found = std::ranges::find_if(kTables, [&](const ProgramTable& each) {
    return each.table == table && each.program != program;
  });
  return found == kTables.end() ? "" : found->program;
}

std::vector<std::string> sibling_tables() {
  std::vector<std::string> tables;
  for (const ProgramTable& each : kTables) tables.emplace_back(each.table);
  return tables;
}

std::vector<std::string> sibling_options() { return {kOptions.begin(), kOptions.end()}; }

bool is_variable_of_sibling(std::string_view variable) {
  return std::ranges::find(kOthers, variable) != kOthers.end() ||
         std::ranges::any_of(
             kOptions, [&](std::string_view option) { return is_variable_of(variable, option); });
}

}  // namespace everstrike::command_line
