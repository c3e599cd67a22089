/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisLanguage: the language the screen speaks, changed while it runs. French is the source of every text and needs
 * no catalogue; a text that a catalogue lacks is shown in French. One object per process; it is the only one that
 * touches the process' locale. Property "code" (string): "notify::code" once everything that will be said is in the new
 * language; widgets that exist keep their words until they are made or told again. Main thread only.
 *
 * The C library's locale stays C.UTF-8 in every language: messages follow LANGUAGE, and no other locale need be
 * installed. Dates and hours are worded by app/words/calendar.h. */
#define PARVIS_TYPE_LANGUAGE (parvis_language_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLanguage, parvis_language, PARVIS, LANGUAGE, GObject)

typedef struct
{
  const char *code; /* ISO 639-1: "ar" */
  const char *name; /* by itself, in its own script: "العربية" */
  gboolean rtl;
} ParvisLanguageName;

/* Once, before any text is made and before GTK starts: French. @folder: where <language>/LC_MESSAGES/parvis.mo are;
 * %NULL: share/locale beside the program's folder if it is there (as in a build tree), else where the package was
 * installed. */
void parvis_language_start (const char *folder);

/* Once GTK has started, which takes a direction of its own. */
void parvis_language_turn (void);

ParvisLanguage *parvis_language_watch (void); /* (transfer none): for "notify::code" */
const char *parvis_language_get (void);       /* "fr"; static */
/* FALSE and nothing changed for a language that is not ours. Also turns GTK's default direction. */
gboolean parvis_language_set (const char *code);

/* All of them, in the order they are offered; static, ends with a %NULL code. */
const ParvisLanguageName *parvis_language_names (void);
const ParvisLanguageName *parvis_language_name (const char *code); /* (nullable) static */

G_END_DECLS
