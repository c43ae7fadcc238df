# Everything this project takes from elsewhere, as imported targets. All of it comes from the
# distribution's packages; script/bootstrap installs them.
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(pugixml REQUIRED)
find_package(spdlog REQUIRED)
find_package(wslay REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)

include(everstrike_httplib)

find_program(EVERSTRIKE_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(EVERSTRIKE_NODE NAMES node nodejs)

if(EVERSTRIKE_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
  if(NOT EVERSTRIKE_PYTHON)
    message(FATAL_ERROR "/usr/bin/python3 is needed for the tests; script/bootstrap installs it")
  endif()
endif()
if(EVERSTRIKE_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
