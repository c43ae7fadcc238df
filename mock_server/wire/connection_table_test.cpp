#include "mock_server/wire/connection_table.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace everstrike::mock_server {
namespace {

using std::chrono::milliseconds;

// The table never looks into its connections, so any pointer will do.
std::shared_ptr<Connection> stand_in() {
  static int object = 0;
  return {std::shared_ptr<void>(), reinterpret_cast<Connection*>(&object)};
}

std::uint64_t add_to(ConnectionTable& table) {
  std::uint64_t given = 0;
  table.add([&](std::uint64_t id) {
    given = id;
    return stand_in();
  });
  return given;
}

TEST(ConnectionTable, FindsWhatItHolds) {
  ConnectionTable table;
  const auto first = add_to(table);
  const auto second = add_to(table);
  EXPECT_NE(first, second);
  EXPECT_NE(table.find(first), nullptr);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.all().size(), 2U);
  table.remove(first);
  EXPECT_EQ(table.find(first), nullptr);
  EXPECT_NE(table.find(second), nullptr);
}

TEST(ConnectionTable, ASuccessorInTheSameSlotHasAnotherId) {
  ConnectionTable table;
  const auto gone = add_to(table);
  table.remove(gone);
  const auto successor = add_to(table);
  EXPECT_EQ(static_cast<std::uint32_t>(successor), static_cast<std::uint32_t>(gone));
  EXPECT_NE(successor, gone);
  EXPECT_EQ(table.find(gone), nullptr);
  table.remove(gone);
  EXPECT_NE(table.find(successor), nullptr);
}

TEST(ConnectionTable, UnknownIdsAreNobody) {
  ConnectionTable table;
  EXPECT_EQ(table.find(0), nullptr);
  EXPECT_EQ(table.find(~std::uint64_t{0}), nullptr);
}

TEST(ConnectionTable, WaitsForTheLastToLeave) {
  ConnectionTable table;
  EXPECT_TRUE(table.wait_until_empty(milliseconds(0)));
  const auto id = add_to(table);
  EXPECT_FALSE(table.wait_until_empty(milliseconds(1)));
  std::thread leaver([&] { table.remove(id); });
  EXPECT_TRUE(table.wait_until_empty(milliseconds(30'000)));
  leaver.join();
}

}  // namespace
}  // namespace everstrike::mock_server
