#include "tools/assign/assignment_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace buurtbrug::assign {
namespace {

absl::StatusOr<matching::engine::BipartiteGraph> Read(const std::string& text) {
  const std::string path = testing::TempDir() + "assignment_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name();
  std::ofstream(path, std::ios::binary) << text;
  auto graph = ReadAssignment(path);
  std::remove(path.c_str());
  return graph;
}

TEST(ReadAssignment, ReadsArcsInAnyOrderFromNodesInAnyOrder) {
  const auto graph = Read(
      "c two left nodes, 2 and 4\r\n\np asn 4 4\nn 4\nn 2\n"
      "a 4 3 -7\n a\t2 1 5 \nc cheaper\na 2 1 +4\n");
  EXPECT_FALSE(graph.ok());  // a plus is no digit
  const auto good =
      Read("p asn 4 4\nn 4\nn 2\na 4 3 -7\n a\t2 1 5 \r\nc cheaper\na 2 1 4\na 2 3 0");
  ASSERT_TRUE(good.ok()) << good.status();
  EXPECT_EQ(good->right_count, 2);
  EXPECT_EQ(good->row_begin, (std::vector<std::int64_t>{0, 2, 3}));
  EXPECT_EQ(good->right, (std::vector<std::int32_t>{0, 1, 1}));
  EXPECT_EQ(good->cost, (matching::engine::ArcCosts{4, 0, -7}));
}

TEST(ReadAssignment, ReadsAProblemWithoutArcs) {
  const auto graph = Read("p asn 3 0\nn 1\n");
  ASSERT_TRUE(graph.ok()) << graph.status();
  EXPECT_EQ(graph->left_count(), 1);
  EXPECT_EQ(graph->right_count, 2);
}

TEST(ReadAssignment, LinesMayLieAcrossBlocks) {
  std::string text = "p asn 2 60000\nn 1\n";
  for (int i = 0; i < 60000; ++i) {
    text += "c " + std::string(static_cast<std::size_t>(i % 40), 'x') + "\na 1 2 123456789\n";
  }
  const auto graph = Read(text + "c without an end");
  ASSERT_TRUE(graph.ok()) << graph.status();
  EXPECT_EQ(graph->arc_count(), 1);
}

struct Malformed {
  std::string text;
  std::string line;
};

TEST(ReadAssignment, RefusesAMalformedFileWithItsLine) {
  const std::string good = "p asn 3 1\nn 1\n";
  const std::vector<Malformed> files = {
      {"", "line 1:"},
      {"c nothing\n", "line 2:"},
      {"hello\n", "line 1:"},
      {"n 1\n", "line 1:"},
      {"a 1 2 3\n", "line 1:"},
      {"p max 3 1\n", "line 1:"},
      {"p asn 3\n", "line 1:"},
      {"p asn 3 1 1\n", "line 1:"},
      {"p asn -3 1\n", "line 1:"},
      {"p asn 3 x\n", "line 1:"},
      {"p asn 2000000000 1\n", "line 1:"},
      {"p asn 99999999999999999999 1\n", "line 1:"},
      {"p asn 3 1\np asn 3 1\n", "line 2:"},
      {"p asn 3 1\nn 0\n", "line 2:"},
      {"p asn 3 1\nn 4\n", "line 2:"},
      {"p asn 3 1\nn 1 2\n", "line 2:"},
      {good + "n 1\n", "line 3:"},
      {good + "a 1 2\n", "line 3:"},
      {good + "a 1 2 3 4\n", "line 3:"},
      {good + "a 1 2 3.5\n", "line 3:"},
      {good + "a 1 2 -\n", "line 3:"},
      {good + "a 1 2 1e3\n", "line 3:"},
      {good + "a1 2 3\n", "line 3:"},
      {good + "a 1 4 3\n", "line 3:"},
      {good + "a 0 2 3\n", "line 3:"},
      {good + "a 1 1 3\n", "line 3:"},
      {good + "a 2 3 3\n", "line 3:"},
      {good + "a 1 2 999999999999999999\n", "line 3:"},
      {good + "a 1 2 9999999999999999999999\n", "line 3:"},
      {good + "a 1 2 3\na 1 3 3\n", "line 4:"},
      {good + "a 1 2 3\nn 2\n", "line 4:"},
      {good + "c fewer arcs than announced\n", "line 4:"},
      {good + std::string(3000000, 'a'), "line 3:"},
      {good + std::string("a 1 2\0 3\n", 9), "line 3:"},
  };
  for (const Malformed& file : files) {
    const auto graph = Read(file.text);
    ASSERT_FALSE(graph.ok()) << file.text;
    EXPECT_EQ(graph.status().message().substr(0, file.line.size()), file.line)
        << file.text.substr(0, 100) << graph.status();
  }
}

TEST(ReadAssignment, SaysThatAFileIsNotThere) {
  EXPECT_EQ(ReadAssignment("/nowhere/at/all").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace buurtbrug::assign
