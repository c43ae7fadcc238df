// What the mock promises of chance: the same seed and the same requests give the same journal,
// whatever the threads do, and nothing is lost or doubled when everything goes wrong at once.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "mock_server/journal/entry_json.hpp"
#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/server.hpp"
#include "mock_server/test/wire_testing.hpp"
#include "mock_server/wire/http/request_head.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kSecret = "shared";

std::string key_of(int client) { return "key-" + std::to_string(client); }
std::string order_of(int n) { return "order-" + std::to_string(n); }

std::string signed_bytes(const std::string& key, const std::string& body,
                         std::string_view secret = kSecret) {
  return "POST /auth/cancel HTTP/1.1\r\nHost: localhost\r\n"
         "content-type: application/x-www-form-urlencoded\r\nx-api-key: " +
         key + "\r\nx-signature: " + signing::sign(signing::PreparedKey(secret), body) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
}

// Something of everything, at every phase.
std::vector<Rule> random_rules() {
  const auto rule = [](std::string id, Phase phase, Chance chance, Fault fault) {
    return Rule{.id = std::move(id), .chance = chance, .phase = phase, .fault = std::move(fault)};
  };
  return {rule("auth", Phase::before_auth, {1, 10}, AnswerStatus{502}),
          rule("before", Phase::before_effect, {1, 5}, AnswerStatus{503}),
          rule("reset-before", Phase::before_effect, {1, 8}, ResetPeer{}),
          rule("after", Phase::after_effect, {1, 6}, AnswerStatus{503}),
          rule("reset", Phase::after_effect, {1, 6}, ResetPeer{30}),
          rule("cut", Phase::after_effect, {1, 6}, TruncateBody{.keep = 9}),
          rule("close", Phase::after_effect, {1, 6}, CloseSilently{}),
          rule("garbage", Phase::after_effect, {1, 6}, Garbage{}),
          rule("slow", Phase::after_effect, {1, 2}, DelayReply{UniformDelay{0, 3}})};
}

std::vector<AccountSeed> accounts(int clients, int orders) {
  std::vector<AccountSeed> seeds;
  for (int client = 0; client < clients; ++client) {
    AccountSeed seed{.api_key = key_of(client), .secret = signing::Secret(kSecret)};
    for (int n = 0; n < orders; ++n) seed.orders.push_back({.id = order_of(n)});
    seeds.push_back(std::move(seed));
  }
  return seeds;
}

// Under ThreadSanitizer a twelfth of the requests: what it looks for shows in fewer too.
#if defined(__SANITIZE_THREAD__)
constexpr int kSlowness = 12;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
constexpr int kSlowness = 12;
#else
constexpr int kSlowness = 1;
#endif
#else
constexpr int kSlowness = 1;
#endif

// The journal of 32 clients with a key each, key by key, without what only the order between
// keys decides (the entry's number) and without time.
std::string journal_of(std::uint64_t seed, int threads, std::vector<Rule> rules) {
  constexpr int kClients = 32;
  constexpr int kRequests = 100;
  Options options;
  options.accounts = accounts(kClients, kRequests);
  options.rules = std::move(rules);
  options.seed = seed;
  options.clock = std::make_shared<FakeClock>(1'700'000'000'000);
  options.journal.entries_max = kClients * kRequests;
  Pipeline pipeline(options);
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int client = next++; client < kClients; client = next++) {
      for (int n = 0; n < kRequests; ++n) {
        // Every order twice in a row, so that what a fault hid shows in the next answer.
        std::string body = "id=" + order_of(n / 2);
        auto head = parse_head(signed_bytes(key_of(client), body), {});
        (void)pipeline.answer({.head = std::move(*head), .body = std::move(body)});
      }
    }
  };
  std::vector<std::thread> pool;
  for (int i = 0; i < threads; ++i) pool.emplace_back(work);
  for (auto& thread : pool) thread.join();

  std::map<std::string, std::map<std::uint64_t, std::string>> by_key;
  for (const auto& kept : pipeline.journal().read({.limit = 100'000}).entries) {
    Entry entry = *kept;
    entry.number = 0;
    by_key[entry.api_key][entry.key_number] = entry_json(entry);
  }
  std::string all;
  for (const auto& [key, entries] : by_key) {
    EXPECT_EQ(entries.size(), static_cast<std::size_t>(kRequests)) << key;
    for (const auto& [number, text] : entries) all += text + "\n";
  }
  return all;
}

TEST(Replay, TheSameSeedGivesTheSameJournalWithOneThreadAndWith32) {
  const std::string alone = journal_of(7, 1, random_rules());
  EXPECT_NE(alone.find("\"fault\":\"auth;seed=7;n="), std::string::npos);
  EXPECT_NE(alone.find("\"fault\":\"reset;seed=7;n="), std::string::npos);
  EXPECT_EQ(journal_of(7, 32, random_rules()), alone);
  EXPECT_NE(journal_of(8, 1, random_rules()), alone);
}

// The "fault" of every entry, in order, as far as it is of the rule `id`.
std::vector<std::string> strikes_of(const std::string& journal, const std::string& id) {
  std::vector<std::string> found;
  const std::string begin = "\"fault\":\"" + id + ";";
  for (auto at = journal.find(begin); at != journal.npos; at = journal.find(begin, at + 1)) {
    found.push_back(journal.substr(at, journal.find('"', at + begin.size()) - at));
  }
  return found;
}

TEST(Replay, AnAddedRuleShiftsNothing) {
  const Rule rare = {
      .id = "rare", .chance = {1, 20}, .phase = Phase::after_effect, .fault = AnswerStatus{503}};
  const Rule often = {
      .id = "often", .chance = {1, 3}, .phase = Phase::before_effect, .fault = AnswerStatus{503}};
  const auto alone = strikes_of(journal_of(7, 1, {often}), "often");
  EXPECT_GT(alone.size(), 900U);
  EXPECT_EQ(strikes_of(journal_of(7, 1, {rare, often}), "often"), alone);
}

TEST(Replay, TenThousandRequestsLoseAndDoubleNothing) {
  constexpr int kClients = 16;
  constexpr int kRequests = 10'000 / kClients / kSlowness;
  Options options;
  options.accounts = accounts(kClients, kRequests);
  options.rules = random_rules();
  options.seed = 11;
  options.journal.entries_max = kClients * (kRequests + 1);
  Server server(options);
  ASSERT_TRUE(server.start());
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&server, client] {
      for (int n = 0; n < kRequests; ++n) {
        testing::RawClient connection(server.port());
        const std::string body = "id=" + order_of(n);
        connection.send(signed_bytes(key_of(client), body) + body);
        connection.half_close();
        (void)connection.read_all();
      }
    });
  }
  for (auto& client : clients) client.join();

  const auto page = server.journal().read({.limit = 100'000});
  constexpr auto kAll = static_cast<std::size_t>(kClients * kRequests);
  EXPECT_EQ(page.entries.size(), kAll);
  EXPECT_EQ(page.last, kAll);
  std::map<std::string, std::size_t> cancelled;
  std::size_t struck = 0;
  for (const auto& entry : page.entries) {
    cancelled[entry->api_key] += entry->effect.kind == Effect::Kind::cancelled ? 1 : 0;
    struck += entry->fault.empty() ? 0 : 1;
  }
  EXPECT_GT(struck, kAll / 2);
  EXPECT_LT(struck, kAll * 19 / 20);
  for (int client = 0; client < kClients; ++client) {
    testing::RawClient connection(server.port());
    connection.send("GET /cancelled_orders?limit=1000 HTTP/1.1\r\nHost: x\r\nx-api-key: " +
                    key_of(client) + "\r\n\r\n");
    const auto answer = nlohmann::json::parse(testing::body_of(connection.read_message()));
    EXPECT_EQ(answer["result"].size(), cancelled[key_of(client)]) << client;
  }
}

}  // namespace
}  // namespace everstrike::mock_server
