# SPDX-License-Identifier: EUPL-1.2
# French is the source of every text; po/LINGUAS names the others. Their catalogues are laid out in the build tree as they are when
# installed, beside bin/, so that the programs find them either way.
#
# `cmake --build --preset dev --target pot` gathers every text that residents may read in parvis.pot; target `po` brings those into
# each po/<language>.po.
find_program(MSGFMT msgfmt REQUIRED)
find_program(MSGMERGE msgmerge REQUIRED)
find_program(XGETTEXT xgettext REQUIRED)

file(STRINGS ${CMAKE_SOURCE_DIR}/po/LINGUAS PARVIS_LANGUAGES REGEX "^[a-z]")
set(catalogues "")
foreach(language IN LISTS PARVIS_LANGUAGES)
  set(folder share/locale/${language}/LC_MESSAGES)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/${folder})
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${folder}/parvis.mo
    COMMAND ${MSGFMT} --check --output-file=${CMAKE_BINARY_DIR}/${folder}/parvis.mo ${CMAKE_SOURCE_DIR}/po/${language}.po
    DEPENDS ${CMAKE_SOURCE_DIR}/po/${language}.po VERBATIM)
  list(APPEND catalogues ${CMAKE_BINARY_DIR}/${folder}/parvis.mo)
  install(FILES ${CMAKE_BINARY_DIR}/${folder}/parvis.mo DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES)
endforeach()
add_custom_target(catalogues ALL DEPENDS ${catalogues})

# po/POTFILES: patterns of git; what agents and technicians read alone stays French.
add_custom_target(pot COMMAND ${CMAKE_SOURCE_DIR}/po/gather ${CMAKE_BINARY_DIR}/parvis.pot ${PROJECT_VERSION} VERBATIM)
add_custom_target(po WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/po DEPENDS pot VERBATIM)
foreach(language IN LISTS PARVIS_LANGUAGES)
  add_custom_command(TARGET po POST_BUILD WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/po VERBATIM
    COMMAND ${MSGMERGE} --update --quiet --backup=none --no-fuzzy-matching ${language}.po ${CMAKE_BINARY_DIR}/parvis.pot)
endforeach()
