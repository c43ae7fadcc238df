// Texts made of the request around the body: method, path, host, time and API key in front, between
// or behind, as other exchanges sign them.
#include <array>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;

constexpr std::string_view kDocumentedHosts[] = {"api.testnet.everstrike.io", "api.everstrike.io"};

// What other exchanges sign in front of, between or behind body and method, path, time and key.
class Context {
 public:
  Context(const Received& received, std::vector<Wrapping>& out) : received_(received), out_(out) {
    methods_ = {std::string(received.method), signing::lower_ascii(received.method)};
    const std::string path(received.path);
    paths_ = {path};
    if (received.target != received.path) paths_.emplace_back(received.target);
    if (path.starts_with('/')) paths_.push_back(path.substr(1));
    paths_.push_back(path + "/");
    paths_.push_back("/" + path);
    hosts_ = {kDocumentedHosts[0], kDocumentedHosts[1]};
    if (!received.host.empty() && received.host != hosts_[0] && received.host != hosts_[1]) {
      hosts_.insert(hosts_.begin(), received.host);
    }
  }

  void paths() {
    for (const std::string& path : paths_) {
      const bool first = &path == &paths_.front();
      for (const std::string_view between : {"", "?", "\n", "&", " ", "|", ":", ",", ".", "#"}) {
        const bool usual = first && (between.empty() || between == "?" || between == "\n");
        const Likelihood likelihood = first && between.empty() ? frequent : usual ? common : rare;
        add(Id::path_signed, likelihood, path + std::string(between), "");
      }
      add(Id::path_signed, rare, "", path);
    }
  }

  void methods() {
    for (const std::string& method : methods_) {
      const bool upper = &method == &methods_.front();
      for (const std::string_view between : {"", "\n", " ", "|", ":", "&", ",", "."}) {
        const std::string b(between);
        const bool usual = upper && (b.empty() || b == "\n" || b == " ");
        const Likelihood likelihood = upper && b.empty() ? frequent : usual ? common : rare;
        add(Id::method_signed, likelihood, method + b + paths_.front() + b, "");
        add(Id::method_signed, rare, method + b, "");
        for (std::size_t i = 1; i < paths_.size(); ++i) {
          add(Id::method_signed, rare, method + b + paths_[i] + b, "");
        }
        add(Id::method_signed, rare, method + b + paths_.front() + "?", "");
        // The canonical requests of AWS and its likes: an empty query line, or the host's.
        if (b == "\n") {
          add(Id::method_signed, rare, method + b + paths_.front() + "\n\n", "");
          for (const std::string_view host : hosts_) {
            add(Id::url_signed, rare, method + b + std::string(host) + b + paths_.front() + b, "");
          }
        }
      }
    }
  }

  void urls() {
    for (const std::string_view host : hosts_) {
      const std::string address = std::string(host) + paths_.front();
      for (const std::string_view scheme : {"https://", "http://", ""}) {
        const std::string url = std::string(scheme) + address;
        for (const std::string_view between : {"", "?", "\n", "&", " ", "|"}) {
          const bool usual = scheme == "https://" && between.size() <= 1 && between != "\n";
          add(Id::url_signed, usual ? common : rare, url + std::string(between), "");
        }
        for (const std::string_view between : {"", "\n", " ", "&", "|"}) {
          const std::string b(between);
          add(Id::url_signed, rare, std::string(received_.method) + b + url + b, "");
        }
      }
      add(Id::url_signed, rare, std::string(host), "");
      add(Id::url_signed, rare, std::string(host) + "\n", "");
    }
  }

  void times() {
    for (const std::string& time : received_.times) {
      const std::string method(received_.method);
      const std::string& path = paths_.front();
      const std::string key(received_.api_key);
      add(Id::timestamp_signed, frequent, time, "");
      add(Id::timestamp_signed, common, "", time);
      add(Id::timestamp_signed, common, time + method + path, "");
      add(Id::timestamp_signed, rare, method + path + time, "");
      add(Id::timestamp_signed, rare, method + time + path, "");
      add(Id::timestamp_signed, rare, time + path, "");
      add(Id::timestamp_signed, rare, path + time, "");
      add(Id::timestamp_signed, rare, path, time);
      add(Id::timestamp_signed, rare, method + path, time);
      add(Id::timestamp_signed, rare, time + signing::lower_ascii(method) + path, "");
      add(Id::timestamp_signed, rare, time + key, "");
      add(Id::timestamp_signed, rare, key + time, "");
      add(Id::timestamp_signed, rare, time + key + "5000", "");
      for (const HeaderLine& header : received_.headers) {
        if (!signing::equal_ignoring_case(header.name, "x-recv-window") &&
            !signing::equal_ignoring_case(header.name, "recv-window"))
          continue;
        add(Id::timestamp_signed, rare, time + key + std::string(header.value), "");
      }
      for (const std::string_view between : {".", "\n", ":", "|", "&", " ", ",", "-", "/"}) {
        const std::string b(between);
        add(Id::timestamp_signed, rare, time + b, "");
        add(Id::timestamp_signed, rare, "", b + time);
        add(Id::timestamp_signed, rare, time + b + method + b + path + b, "");
        add(Id::timestamp_signed, rare, method + b + path + b + time + b, "");
        add(Id::timestamp_signed, rare, method + b + path + b, b + time);
      }
      add(Id::timestamp_signed, rare, "v0:" + time + ":", "");
    }
  }

  void keys() {
    const std::string key(received_.api_key);
    if (key.empty()) return;
    add(Id::api_key_signed, common, key, "");
    add(Id::api_key_signed, common, "", key);
    for (const std::string_view between : {":", "\n", ".", "|", "&", ",", " ", "-"}) {
      const std::string b(between);
      add(Id::api_key_signed, rare, key + b, "");
      add(Id::api_key_signed, rare, "", b + key);
    }
    const std::string method(received_.method);
    add(Id::api_key_signed, rare, key + method + paths_.front(), "");
    add(Id::api_key_signed, rare, method + paths_.front() + key, "");
  }

 private:
  void add(Id id, Likelihood likelihood, std::string before, std::string after) {
    if (received_.common_only && likelihood == rare) return;
    out_.push_back({id, likelihood, std::move(before), std::move(after)});
  }

  const Received& received_;
  std::vector<Wrapping>& out_;
  std::vector<std::string> methods_;
  std::vector<std::string> paths_;
  std::vector<std::string_view> hosts_;
};

}  // namespace

void append_context_wrappings(const Received& received, std::vector<Wrapping>& out) {
  constexpr std::size_t kContextTextMax = 2048;  // a longer target or key is hostile
  if (received.target.size() + received.api_key.size() + received.host.size() > kContextTextMax) {
    return;
  }
  Context context(received, out);
  context.paths();
  context.methods();
  context.urls();
  context.times();
  context.keys();
}

}  // namespace everstrike::diagnosis
