# A library of our own code: warnings are errors, headers are found from services/.
function(buurtbrug_library name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;LINK")
  add_library(${name} STATIC ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${BUURTBRUG_WARNINGS})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/services)
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
endfunction()

# A program in bin/.
function(buurtbrug_program name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;LINK")
  add_executable(${name} ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${BUURTBRUG_WARNINGS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/services)
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
endfunction()

# A program that answers many calls at once: with an allocator made for threads. A sanitizer brings its own.
function(buurtbrug_server name)
  buurtbrug_program(${name} ${ARGN})
  if(NOT BUURTBRUG_SANITIZE)
    target_link_libraries(${name} PRIVATE mimalloc)
  endif()
endfunction()

# A suite of GoogleTest: each case is one CTest test with the label LABEL (unit, contract, integration,
# acceptance, isolation). With SERVERS it runs between the private PostgreSQL and Redis being started and stopped.
function(buurtbrug_test name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "SERVERS" "LABEL;TIMEOUT" "SOURCES;LINK")
  add_executable(${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${BUURTBRUG_WARNINGS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/services)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  add_dependencies(buurtbrug_tests ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  set(properties LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
  if(ARG_SERVERS)
    list(APPEND properties FIXTURES_REQUIRED servers ENVIRONMENT
         "BUURTBRUG_TEST_SERVERS=${CMAKE_BINARY_DIR}/test-servers/env")
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES ${properties})
endfunction()

include(GoogleTest)
# All test programs: tests are not part of a plain build.
add_custom_target(buurtbrug_tests)
