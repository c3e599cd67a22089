# SPDX-License-Identifier: EUPL-1.2
# Delivery: parvis-syncd and parvis-hub.
parvis_add_test(test-retry LAYER sync)
parvis_add_test(test-tus-answer LAYER sync)

# With a town of their own: certificates, the real programs as processes, servers that misbehave (libmicrohttpd).
set(town PkgConfig::JSON_GLIB PkgConfig::MICROHTTPD)
parvis_add_test(test-delivery LAYER sync SOURCES town.c LINK ${town})
parvis_add_test(test-uploader LAYER sync SOURCES town.c bad-server.c LINK ${town} TIMEOUT 300)
parvis_add_test(test-trouble LAYER sync SOURCES town.c bad-server.c LINK ${town} PkgConfig::CRYPTO TIMEOUT 300)
parvis_add_test(test-tus LAYER sync SOURCES town.c bad-server.c brake.c LINK ${town} TIMEOUT 300)
parvis_add_test(test-network LAYER sync SOURCES town.c network-manager.c LINK ${town})
parvis_add_test(test-hub LAYER sync SOURCES town.c brake.c LINK ${town})
parvis_add_test(test-resume LAYER sync SOURCES town.c brake.c LINK ${town})
parvis_add_test(test-asks LAYER sync SOURCES asks-town.c town.c LINK ${town} parvis-hub-lib)
parvis_add_test(test-phone LAYER sync SOURCES asks-town.c town.c LINK ${town} parvis-hub-lib)
parvis_add_test(test-carry LAYER sync SOURCES town.c LINK ${town})
add_dependencies(test-carry parvis-hub parvis-syncd)
parvis_add_test(test-slots LAYER sync LINK parvis-hub-lib)
parvis_add_test(test-hub-status LAYER sync LINK parvis-hub-lib PkgConfig::SQLITE PkgConfig::CRYPTO)
parvis_add_test(test-status LAYER sync SOURCES town.c LINK ${town} PkgConfig::SQLITE)
parvis_add_test(test-tus-peer LAYER sync SOURCES town.c brake.c LINK ${town} TIMEOUT 300)
foreach(test test-status test-delivery test-hub test-uploader test-resume test-tus-peer test-asks test-phone test-trouble test-tus test-network)
  add_dependencies(${test} parvis-hub parvis-syncd)
endforeach()

add_test(NAME test-openapi COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/test-openapi.py)
set_tests_properties(test-openapi PROPERTIES TIMEOUT 60 ENVIRONMENT "LC_ALL=C.UTF-8")
