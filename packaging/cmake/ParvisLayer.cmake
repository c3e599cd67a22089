# SPDX-License-Identifier: EUPL-1.2
# parvis_add_layer(NAME PUBLIC h1.h sub/h2.h ...): one static library for one top folder.
#
# A layer sees all of its own headers as "NAME/...", and of another layer only what that layer lists as PUBLIC
# and only if it links it directly: public headers are staged (as links) in a folder of their own in the build
# tree, and no layer ever has the source root on its include path. A breach does not compile.
#
# base is no layer: it stands beside the headers of each, for itself and for who uses it.
function(parvis_add_layer name)
  cmake_parse_arguments(ARG "" "" "PUBLIC" ${ARGN})
  set(own ${CMAKE_BINARY_DIR}/own/${name})
  file(MAKE_DIRECTORY ${own})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${own}/${name} SYMBOLIC)
  set(public ${CMAKE_BINARY_DIR}/public/${name})
  file(REMOVE_RECURSE ${public})
  file(MAKE_DIRECTORY ${public})
  foreach(place IN ITEMS ${own} ${public})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/base ${place}/base SYMBOLIC)
  endforeach()
  foreach(header IN LISTS ARG_PUBLIC)
    get_filename_component(folder ${public}/${name}/${header} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${header} ${public}/${name}/${header} SYMBOLIC)
  endforeach()
  add_library(parvis-${name} STATIC)
  target_include_directories(parvis-${name} PRIVATE ${own} INTERFACE ${public})
  target_link_libraries(parvis-${name} PRIVATE parvis-base parvis-warnings parvis-hardening)
  target_compile_definitions(parvis-${name} PRIVATE G_LOG_DOMAIN="parvis-${name}" GETTEXT_PACKAGE="parvis")
endfunction()

# parvis_add_program(TARGET SOURCES...): an executable of the current layer.
function(parvis_add_program target)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE parvis-warnings parvis-hardening)
  target_compile_definitions(${target} PRIVATE G_LOG_DOMAIN="${target}" GETTEXT_PACKAGE="parvis")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  install(TARGETS ${target} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()
