// The control side, under /mock/ on the same port as the exchange: for tests and people, never for
// the client under test. Its answers are plain JSON, not the exchange's envelope, it leaves no
// journal entries, and it is closed to other sites' pages (access.hpp). Thread-safe.
// A new path is a row in control_routes.cpp, a function in one of the *_routes files, its
// description in openapi.json (control_test/exports_test.py holds answers against it), a row in
// docs/control.md.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/control/access.hpp"
#include "mock_server/control/journal_routes.hpp"
#include "mock_server/control/metrics.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/message/request.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

class Control {
 public:
  struct Parts {
    Backstage backstage;
    AccessRules access;
    const Metrics& metrics;
    PriceControl prices;
    std::function<Listener::Counters()> counters;
    std::function<std::size_t()> feed_connections;
    std::string ca_pem;  // empty where no TLS is spoken
  };
  // What `parts` refers to must outlive this object.
  explicit Control(Parts parts);

  // answer serves one request whose path is_control_path(); `waited` as in RequestHandler.
  [[nodiscard]] Answer answer(const Request& request, std::chrono::milliseconds waited) const;
  // ask does what answer does, for the program that the mock lives in: nobody has to be kept out,
  // and what would be waited for is answered at once.
  [[nodiscard]] Reply ask(std::string_view method, std::string_view target,
                          std::string_view json) const;
  // refuse answers bytes that were no acceptable request but were meant for the control side.
  [[nodiscard]] static Answer refuse(const MalformedRequest& request);
  // is_meant_here says whether the first bytes of such a request name a control path.
  [[nodiscard]] static bool is_meant_here(const MalformedRequest& request);

 private:
  struct Call {
    const Request& request;  // valid until it is answered
    std::chrono::milliseconds waited;
    std::string rest;  // the decoded end of the path, for routes that end in "/"
    Query query;
    Patience patience = {};
  };
  using Parameters = std::vector<std::string_view>;
  // Where what an answer says comes from. What is made here, of what is known here, holds secrets
  // until they are taken out as it leaves.
  enum class Content { made_here, journal, built_in };
  // Where it is made: what takes the time of a look is made at once, the rest by Answer::later, and
  // what may take as long as somebody wants it to (and only reads) apart from that.
  enum class Where { here, aside, apart };
  struct Route {
    std::string_view method;
    std::string_view path;
    Parameters parameters;  // that the query may have
    std::function<Answer(const Call&)> handle;
    Content content = Content::made_here;
    Where where = Where::aside;
    [[nodiscard]] bool takes_body() const {
      return (method == "POST" || method == "PUT") && path != "/mock/reset";
    }
    [[nodiscard]] bool changes_something() const {
      return method != "GET" && path != "/mock/verify" && path != "/mock/explain";
    }
  };

  void add(std::string_view method, std::string_view path, Parameters parameters,
           std::function<Reply(const Call&)> reply, Content content = Content::made_here,
           Where where = Where::aside);
  void add_answer(std::string_view method, std::string_view path, Parameters parameters,
                  std::function<Answer(const Call&)> handle, Content content = Content::made_here,
                  Where where = Where::aside);
  void add_journal_routes();
  void add_world_routes();
  void add_fault_routes();
  void add_information_routes();
  [[nodiscard]] Answer dispatch(const Request& request, std::chrono::milliseconds waited) const;
  [[nodiscard]] Answer route(const Request& request, std::chrono::milliseconds waited) const;
  // carry_out lets a route do its work.
  [[nodiscard]] Answer carry_out(const Route& route, const Call& call) const;
  [[nodiscard]] Reply health() const;
  [[nodiscard]] Reply metrics() const;
  [[nodiscard]] Reply ca_pem() const;
  [[nodiscard]] Reply no_such_path(std::string_view method, std::string_view path) const;

  Parts parts_;
  std::unique_ptr<JournalReading> reading_;
  std::vector<Route> routes_;
};

}  // namespace everstrike::mock_server
