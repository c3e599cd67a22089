# SPDX-License-Identifier: EUPL-1.2
# Unit tests and fuzzers. A test of layer L also sees L's private headers, as L itself does.
#
# parvis_add_test(NAME LAYER layer [SOURCES ...] [TIMEOUT s] [LINK ...] [ARGS ...]): NAME.c is a GLib test program.
function(parvis_add_test name)
  cmake_parse_arguments(ARG "" "LAYER;TIMEOUT" "SOURCES;LINK;ARGS" ${ARGN})
  add_executable(${name} ${name}.c ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_BINARY_DIR}/own/${ARG_LAYER} ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE parvis-${ARG_LAYER} ${ARG_LINK} parvis-warnings parvis-hardening)
  target_compile_definitions(${name} PRIVATE G_LOG_DOMAIN="${name}" GETTEXT_PACKAGE="parvis")
  add_test(NAME ${name} COMMAND ${name} --tap ${ARG_ARGS})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  # G_TEST_BUILDDIR: programs of ours in bin/; PARVIS_DATA: real data, whose tests skip loudly where it is missing.
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77
    ENVIRONMENT "G_TEST_SRCDIR=${CMAKE_SOURCE_DIR};G_TEST_BUILDDIR=${CMAKE_BINARY_DIR};PARVIS_DATA=${PARVIS_DATA};LC_ALL=C.UTF-8;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/leaks.supp:print_suppressions=0")
endfunction()

# parvis_add_fuzzer(NAME LAYER layer): NAME.c defines LLVMFuzzerTestOneInput; its seeds are corpus/NAME/*.
# With PARVIS_FUZZ it is a libFuzzer program; else it is a unit test that runs every seed, every truncation of it and
# a fixed number of reproducible mutations.
function(parvis_add_fuzzer name)
  cmake_parse_arguments(ARG "" "LAYER" "LINK" ${ARGN})
  add_executable(${name} ${name}.c)
  target_include_directories(${name} PRIVATE ${CMAKE_BINARY_DIR}/own/${ARG_LAYER} ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE parvis-${ARG_LAYER} ${ARG_LINK} parvis-warnings parvis-hardening)
  target_compile_definitions(${name} PRIVATE G_LOG_DOMAIN="${name}" GETTEXT_PACKAGE="parvis")
  if(PARVIS_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/driver.c)
    target_link_libraries(${name} PRIVATE PkgConfig::GIO)
    add_test(NAME ${name} COMMAND ${name} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300)
  endif()
endfunction()

set(PARVIS_DATA "${CMAKE_SOURCE_DIR}/../shared/data" CACHE PATH "Real data used by some tests, where present")
