# The quick build: each room compiled in one piece, and the headers that most of them read
# precompiled. Both hide a missing #include, so `script/test --plain` does without. Names in unnamed
# namespaces must be unique within a piece; the compiler says where they aren't.
if(EVERSTRIKE_QUICK_BUILD AND EVERSTRIKE_BUILD_TESTS)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/test_headers.cpp CONTENT "// Carries a precompiled header.\n")
  add_library(everstrike_test_headers OBJECT ${PROJECT_BINARY_DIR}/test_headers.cpp)
  # Everything that changes what a header means must be the same as where it is used.
  target_link_libraries(everstrike_test_headers PRIVATE GTest::gmock everstrike_flags everstrike_unhurried)
  # ccache wants it.
  target_compile_options(everstrike_test_headers PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_precompile_headers(everstrike_test_headers PRIVATE
    <algorithm> <chrono> <cstdint> <functional> <gmock/gmock.h> <gtest/gtest.h> <map> <memory> <mutex>
    <nlohmann/json.hpp> <optional> <string> <string_view> <tl/expected.hpp> <variant> <vector>)
endif()

# A sanitized build, which CI makes from nothing, reads the standard library once for all libraries.
# Others have a compiler cache or optimise some libraries more than others, which needs a header each.
if(EVERSTRIKE_QUICK_BUILD AND EVERSTRIKE_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/library_headers.cpp CONTENT "// Carries a precompiled header.\n")
  add_library(everstrike_library_headers OBJECT ${PROJECT_BINARY_DIR}/library_headers.cpp)
  set_target_properties(everstrike_library_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(everstrike_library_headers PRIVATE tl::expected everstrike_flags)
  target_compile_options(everstrike_library_headers PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_precompile_headers(everstrike_library_headers PRIVATE
    <algorithm> <array> <atomic> <chrono> <cstdint> <functional> <map> <memory> <mutex> <optional> <ranges> <set>
    <span> <string> <string_view> <thread> <tl/expected.hpp> <unordered_map> <utility> <variant> <vector>)
endif()

# everstrike_read_headers_once(json): the quick build may precompile the headers of this library.
function(everstrike_read_headers_once target)
  if(TARGET everstrike_library_headers)
    target_precompile_headers(${target} REUSE_FROM everstrike_library_headers)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  endif()
endfunction()

# everstrike_quick(client): the quick build compiles the rooms of this target in one piece each.
function(everstrike_quick target)
  if(EVERSTRIKE_QUICK_BUILD)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endif()
endfunction()

# everstrike_room_name(variable): this folder as an identifier, mock_server_wire_http.
function(everstrike_room_name variable)
  file(RELATIVE_PATH room ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(MAKE_C_IDENTIFIER ${room} room)
  set(${variable} ${room} PARENT_SCOPE)
endfunction()

# everstrike_sources(client a.cpp b.cpp … [PIECE mock_server/pipeline]): sources of this folder, which
# the quick build compiles in one piece, or as a part of another folder's.
function(everstrike_sources target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PIECE" "")
  set(sources ${arg_UNPARSED_ARGUMENTS})
  list(TRANSFORM sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]")
  target_sources(${target} PRIVATE ${sources})
  if(EVERSTRIKE_QUICK_BUILD AND sources)
    everstrike_room_name(piece)
    if(arg_PIECE)
      string(MAKE_C_IDENTIFIER ${arg_PIECE} piece)
    endif()
    set_source_files_properties(${sources} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${piece})
  endif()
endfunction()
