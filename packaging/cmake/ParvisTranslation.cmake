# SPDX-License-Identifier: EUPL-1.2
# French is the source of every text. `cmake --build --preset dev --target pot` gathers them all in parvis.pot, from which a
# translation begins.
find_program(XGETTEXT xgettext)
if(XGETTEXT)
  add_custom_target(pot
    COMMAND sh -c "git ls-files 'app/*.c' 'ui/*.c' 'ui/*.ui' 'drivers/*.c' | ${XGETTEXT} --files-from=- --from-code=UTF-8 --keyword=_ --keyword=N_ --package-name=parvis --package-version=${PROJECT_VERSION} --add-comments=Translators --output=${CMAKE_BINARY_DIR}/parvis.pot"
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
endif()
