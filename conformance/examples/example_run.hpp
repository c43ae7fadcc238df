// Runs one program of a page as it stands under `everstrike-mock with-trust` and judges it by what
// arrived: the mock accepted what it sent, each body is byte for byte what the documented encoder
// of its language makes of those parameters, and the program ended with exit code 0.
#pragma once

#include <chrono>
#include <string>

#include "conformance/examples/page_programs.hpp"
#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct ExampleSurroundings {
  std::string mock;           // the program everstrike-mock
  std::string way = "auto";   // of with-trust
  std::string accounts_file;  // for pages with credentials of their own; empty: the built-in ones
  std::string packages;       // holds node_modules and, for Python, python; empty: none
  std::string node = "node";
  std::string python = "python3";
  std::chrono::milliseconds patience{30'000};
  int interrupt_fd = -1;
};

// run_example fills verdict, reason, evidence and output of `result`, whose id and texts the caller
// has set. What can't be run here (no runtime, a package missing, line ends that can't be restored)
// is `broken` and says what to do, and so is a program that fails where its page is cut short.
void run_example(const PageProgram& program, const ExampleSurroundings& surroundings,
                 CaseResult& result);

}  // namespace everstrike::conformance
