# The quick build, for sanitizers: precompiled headers, shared by all libraries and by all tests, and
# sources compiled in groups. Both hide a missing #include, so the plain build does without.
function(everstrike_shared_headers name)
  if(NOT EVERSTRIKE_QUICK_BUILD)
    return()
  endif()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "// Carries a precompiled header.\n")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PRIVATE everstrike_flags)
  target_precompile_headers(${name} PRIVATE ${ARGN}
    <algorithm> <chrono> <cstdint> <functional> <map> <memory> <mutex> <nlohmann/json.hpp> <optional>
    <string> <string_view> <tl/expected.hpp> <variant> <vector>)
endfunction()

everstrike_shared_headers(everstrike_headers)
if(EVERSTRIKE_BUILD_TESTS)
  everstrike_shared_headers(everstrike_test_headers <gmock/gmock.h> <gtest/gtest.h>)
  if(EVERSTRIKE_QUICK_BUILD)
    # Its definitions must be the same too.
    target_link_libraries(everstrike_test_headers PRIVATE GTest::gmock)
  endif()
endif()
# Libraries are position independent, programs are not; a precompiled header must agree.
if(EVERSTRIKE_QUICK_BUILD)
  set_target_properties(everstrike_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()

function(everstrike_precompile target shared)
  if(EVERSTRIKE_QUICK_BUILD)
    target_precompile_headers(${target} REUSE_FROM ${shared})
  endif()
endfunction()

# everstrike_compile_in_groups(client …): the quick build compiles the sources of these targets a
# dozen at a time, in a third of the time. Their unnamed namespaces must not use one name twice.
function(everstrike_compile_in_groups)
  if(EVERSTRIKE_QUICK_BUILD)
    foreach(target IN LISTS ARGN)
      if(TARGET ${target})
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
      endif()
    endforeach()
  endif()
endfunction()

# everstrike_compile_together(mock_server ^exchange/ …): the same for those sources of one target that
# match a pattern, a group for each pattern; the rest is compiled one by one.
function(everstrike_compile_together target)
  if(NOT EVERSTRIKE_QUICK_BUILD)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(pattern IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER ${pattern} group)
    string(SUBSTRING ${group} 0 40 group)
    set(matching ${sources})
    list(FILTER matching INCLUDE REGEX ${pattern})
    set_source_files_properties(${matching} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
