#include "conformance/examples/example_run.hpp"

#include <stdlib.h>

#include <filesystem>
#include <sstream>
#include <system_error>
#include <vector>

#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/examples/arrivals.hpp"
#include "conformance/examples/lost_line_ends.hpp"
#include "conformance/examples/required_packages.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/subject.hpp"
#include "files/write_file.hpp"
#include "signing/canonical_body.hpp"

namespace everstrike::conformance {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFindNodePackages =
    "for (const name of process.argv.slice(1)) try { require.resolve(name) } catch { "
    "console.log(name) }";
constexpr const char* kFindPythonPackages =
    "import importlib.util, sys\nfor name in sys.argv[1:]:\n"
    "    if importlib.util.find_spec(name) is None: print(name)";

// A folder for the program and the journal, gone with this object.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "everstrike-example-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Workplace() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class ExampleRun {
 public:
  ExampleRun(const PageProgram& program, const ExampleSurroundings& surroundings,
             CaseResult& result)
      : program_(program), surroundings_(surroundings), result_(result) {}

  void run() {
    if (!write_program() || !find_runtime() || !find_packages()) return;
    SubjectRun run;
    run.command = {surroundings_.mock, "with-trust", "--way",       surroundings_.way,
                   "--journal-file",   journal(),    "--log-level", "warn"};
    if (!surroundings_.accounts_file.empty()) {
      run.command.insert(run.command.end(), {"--accounts", surroundings_.accounts_file});
    }
    run.command.insert(run.command.end(), {"--", runtime()});
    run.order_id = file_;  // what comes behind the command: here, the program
    run.environment = environment();
    run.patience = surroundings_.patience;
    run.interrupt_fd = surroundings_.interrupt_fd;
    take_in(run_subject(run));
    if (result_.verdict != Verdict::skipped) return;
    judge();
    if (program_.is_cut_short && result_.verdict == Verdict::fail) {
      give_up("the page ends inside this program, whose block is never closed; " + result_.reason,
              "get the whole page");
    }
  }

 private:
  bool is_javascript() const { return program_.language == Language::javascript; }
  const std::string& runtime() const {
    return is_javascript() ? surroundings_.node : surroundings_.python;
  }
  std::string journal() const { return (workplace_.path() / "journal").string(); }

  bool give_up(std::string reason, std::string remedy = {}) {
    result_.verdict = Verdict::broken;
    result_.reason = std::move(reason);
    result_.remedy = std::move(remedy);
    return false;
  }

  void fail(std::string reason, std::string remedy = {}) {
    result_.verdict = Verdict::fail;
    result_.reason = std::move(reason);
    result_.remedy = std::move(remedy);
  }

  bool write_program() {
    text_ = program_.text;
    if (program_.has_lost_line_ends) {
      const auto problem = restore();
      if (!problem.empty() && program_.is_cut_short) {
        return give_up("the page ends inside this program: " + problem, "get the whole page");
      }
      if (!problem.empty()) {
        return give_up(
            "the page has lost its line ends, and this program can't do without: " + problem,
            "check a copy of the page that has them");
      }
    }
    const char* name = !is_javascript()   ? "example.py"
                       : is_module(text_) ? "example.mjs"
                                          : "example.js";
    file_ = (workplace_.path() / name).string();
    if (const auto written = files::write_file(file_, text_); !written) {
      return give_up("can't write the program: " + written.error());
    }
    // Modules are looked for beside the program, whatever NODE_PATH says.
    if (is_javascript() && !surroundings_.packages.empty()) {
      std::error_code ignored;
      fs::create_directory_symlink(fs::absolute(fs::path(surroundings_.packages) / "node_modules"),
                                   workplace_.path() / "node_modules", ignored);
    }
    return true;
  }

  std::string restore() {
    if (is_javascript()) {
      const auto whole = check_javascript_line(text_);
      return whole ? "" : whole.error();
    }
    auto restored = with_line_ends(text_);
    if (!restored) return restored.error();
    text_ = std::move(*restored);
    return "";
  }

  bool find_runtime() {
    if (const auto found = find_program(runtime()); !found) {
      return give_up(found.error(), is_javascript() ? "install Node, or name it with --node"
                                                    : "install Python, or name it with --python");
    }
    return true;
  }

  std::vector<EnvironmentChange> environment() const {
    if (surroundings_.packages.empty()) return {};
    if (!is_javascript()) {
      return {{"PYTHONPATH", fs::absolute(fs::path(surroundings_.packages) / "python").string()}};
    }
    return {
        {"NODE_PATH", fs::absolute(fs::path(surroundings_.packages) / "node_modules").string()}};
  }

  // Asks the runtime itself, so that what is built in or installed elsewhere counts.
  bool find_packages() {
    const auto named = packages_named(program_.language, text_);
    if (named.empty()) return true;
    SubjectRun run;
    run.command = {runtime(), is_javascript() ? "-e" : "-c",
                   is_javascript() ? kFindNodePackages : kFindPythonPackages};
    run.command.insert(run.command.end(), named.begin(), named.end() - 1);
    run.order_id = named.back();
    run.environment = environment();
    run.patience = surroundings_.patience;
    run.interrupt_fd = surroundings_.interrupt_fd;
    const SubjectEnd end = run_subject(run);
    if (end.output.empty()) return true;
    std::istringstream lines(end.output);
    std::string missing;
    for (std::string name; std::getline(lines, name);) {
      missing.append(missing.empty() ? "" : ", ").append(name);
    }
    return give_up("packages are missing: " + missing,
                   is_javascript()
                       ? "install them and name the folder that holds node_modules by --packages "
                         "(nothing is downloaded here); for this project script/bootstrap does it"
                       : "install them, or put them into DIR/python (pip install --target) and "
                         "name DIR by --packages (nothing is downloaded here)");
  }

  void take_in(const SubjectEnd& end) {
    result_.exit_code = end.exit_code;
    result_.signal = end.signal;
    result_.timed_out = end.timed_out;
    result_.standard_output = end.output;
    result_.standard_error = end.error_output;
    result_.duration_ms = end.duration_ms;
    if (end.interrupted) {
      result_.reason = "interrupted";
      return;
    }
    auto arrived = read_arrivals(journal());
    if (!end.not_started.empty() || !arrived) {
      const std::string& why = end.not_started.empty() ? arrived.error() : end.not_started;
      give_up("the mock could not run it: " + why);
      return;
    }
    arrivals_ = std::move(*arrived);
    for (const Arrived& one : arrivals_) result_.journal.push_back(one.extract);
  }

  void judge() {
    if (result_.timed_out) return fail("the program did not end in time");
    if (arrivals_.empty()) {
      return fail("the program sent nothing to the exchange" + ended_with());
    }
    for (const Arrived& one : arrivals_) {
      if (one.extract.verdict != "accepted") return refused(one);
    }
    for (const Arrived& one : arrivals_) {
      if (one.method == "POST" && !has_documented_body(one)) return;
    }
    if (result_.exit_code != 0) return fail("everything was accepted" + ended_with());
    result_.verdict = Verdict::pass;
  }

  std::string ended_with() const {
    if (result_.signal) return ", and it was ended by signal " + std::to_string(*result_.signal);
    return ", and it ended with exit code " + std::to_string(result_.exit_code.value_or(-1));
  }

  void refused(const Arrived& one) {
    result_.mistake = one.extract.diagnosis;
    fail(one.method + " " + one.path + " was refused: " + one.extract.verdict +
             (one.detail.empty() ? "" : " (" + one.detail + ")"),
         one.fix);
  }

  bool has_documented_body(const Arrived& one) {
    const auto fields = signing::decode_form(one.body);
    if (!fields) {
      fail(one.path + ": the body can't be decoded: " + fields.error().message());
      return false;
    }
    signing::Parameters parameters;
    for (const auto& field : *fields) parameters.emplace_back(field.name, field.value);
    const std::string expected =
        is_javascript() ? signing::canonical_body(signing::as_javascript_object(parameters),
                                                  signing::Dialect::javascript)
                        : signing::canonical_body(parameters, signing::Dialect::python);
    if (expected == one.body) return true;
    result_.expected = visible(expected);
    result_.seen = visible(one.body);
    fail(one.path + ": the body is not what the documented encoder makes of its parameters: " +
         first_difference_text(expected, one.body));
    return false;
  }

  const PageProgram& program_;
  const ExampleSurroundings& surroundings_;
  CaseResult& result_;
  Workplace workplace_;
  std::string text_;
  std::string file_;
  std::vector<Arrived> arrivals_;
};

}  // namespace

void run_example(const PageProgram& program, const ExampleSurroundings& surroundings,
                 CaseResult& result) {
  ExampleRun(program, surroundings, result).run();
}

}  // namespace everstrike::conformance
