/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisLanguageKeys: one key a language, each in its own words and script; no flags: a language is no country. Signal
 * "chosen" (string: the code). */
#define PARVIS_TYPE_LANGUAGE_KEYS (parvis_language_keys_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLanguageKeys, parvis_language_keys, PARVIS, LANGUAGE_KEYS, GtkWidget)

/* @mark: the one that is spoken now bears a tick. */
GtkWidget *parvis_language_keys_new (int columns, gboolean mark);
void parvis_language_keys_set_columns (ParvisLanguageKeys *self, int columns);

G_END_DECLS
