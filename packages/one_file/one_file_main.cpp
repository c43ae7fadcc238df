// The programs of a release in one file, which stands in the archive under each of their names
// (hard links): what they share, OpenSSL most of all, is there once. Which program this is its name
// says as it was started; under a foreign name the first argument does.
#include <array>
#include <filesystem>
#include <iostream>
#include <string_view>

int everstrike_main(int argc, char** argv);
int everstrike_bench_main(int argc, char** argv);
int everstrike_conformance_main(int argc, char** argv);
int everstrike_mock_main(int argc, char** argv);

namespace {

struct Program {
  std::string_view name;
  int (*main)(int argc, char** argv);
};

constexpr std::array<Program, 4> kPrograms{{{"everstrike", everstrike_main},
                                            {"everstrike-bench", everstrike_bench_main},
                                            {"everstrike-conformance", everstrike_conformance_main},
                                            {"everstrike-mock", everstrike_mock_main}}};
constexpr int kUsage = 2;

const Program* program_of(const std::filesystem::path& path) {
  for (const auto& program : kPrograms) {
    if (program.name == path.filename().native()) return &program;
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 0) {
    if (const auto* program = program_of(argv[0])) return program->main(argc, argv);
  }
  if (argc > 1) {
    if (const auto* program = program_of(argv[1])) return program->main(argc - 1, argv + 1);
  }
  std::cerr << "everstrike: this file holds several programs, and its name says which is meant; "
               "expected it, or the first argument, to be one of";
  for (const auto& program : kPrograms) std::cerr << ' ' << program.name;
  std::cerr << std::endl;
  return kUsage;
}
