// Everything about a mock that a user can choose, with its defaults. The command line, the config
// file and the environment fill this struct; embedding programs fill it themselves.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/accounts.hpp"
#include "mock_server/exchange/rate_limit.hpp"
#include "mock_server/exchange/world.hpp"
#include "mock_server/faults/plan.hpp"
#include "mock_server/feed/feed_options.hpp"
#include "mock_server/journal/journal.hpp"
#include "mock_server/message/clock.hpp"
#include "mock_server/message/effect.hpp"
#include "mock_server/message/verdict.hpp"
#include "mock_server/tls/tls_options.hpp"
#include "mock_server/wire/listener.hpp"
#include "signing/diagnosis/diagnosis.hpp"

namespace everstrike::mock_server {

struct Options {
  // `listen.tls` and `listen.connect_hosts` are filled from `tls` where that is set.
  ListenOptions listen;
  // Speaks TLS too, on the same port (--tls). Unset: plain HTTP only.
  std::optional<TlsOptions> tls = {};
  // Accounts that exist from the start; later ones with the same key replace earlier ones.
  std::vector<AccountSeed> accounts = default_accounts();
  // Gives every unknown API key a world of its own with this secret (--auto-accounts).
  std::optional<signing::Secret> secret_for_unknown_keys;
  // Faults, in priority order, and the seed of their dice.
  std::vector<Rule> rules;
  std::uint64_t seed = 0;
  // What the rules are called, where they come from a scenario.
  Plan::Title scenario = {};
  // Orders called mock-503-after-… exist in every world and strike by themselves
  // (faults/magic_order.hpp).
  bool magic_order_ids = true;
  // Lets every answer of the exchange wait; drawn by the seed, and no fault (--latency-ms).
  std::optional<ReplyDelay> latency = {};
  // Answers exactly as documented: bare "Invalid request", no x-mock-* headers.
  bool faithful = false;
  RejectStatus reject_status;
  // How far to look for the mistake behind a refused signature (--diagnosis).
  diagnosis::Depth diagnosis_depth = diagnosis::Depth::quick;
  // Lets POST /mock/explain show right signatures; only while listening on loopback (--reveal).
  bool reveal = false;
  // Refuse what one API key sends beyond any of these (--rate-limit).
  std::vector<RateLimit> rate_limits = {};
  // How old a timestamp may be in requests that bring no recv_window themselves; unset: as old as
  // it likes (--recv-window-ms).
  std::optional<std::int64_t> recv_window_ms;
  // Prices and limits of the feed (--price-walk, --feed-limits).
  FeedOptions feed = {};
  JournalLimits journal;
  // Also gets every entry as a line of JSON; nullptr: none.
  std::shared_ptr<JournalFile> journal_file;
  // The control side under /mock/. Off: those paths are unknown like any other.
  bool control = true;
  // What every request to the control side must carry (--control-token); empty: nothing, and then
  // only requests to a loopback name or to `listen.host` are answered.
  signing::Secret control_token;
  std::shared_ptr<Clock> clock = std::make_shared<SystemClock>();
  // Called with every journal entry after it was written, from the answering threads.
  std::function<void(const Entry&)> on_entry;
  // Called with what happened to orders of an account and the account's orders after it, under the
  // account's lock: it must not ask the mock anything.
  std::function<void(std::string_view api_key, const Effect& effect, World& world)> on_effect;
  // What a market order of the pair is filled at, if anybody knows; also under that lock.
  std::function<std::optional<double>(std::string_view pair)> index_price;
};

}  // namespace everstrike::mock_server
