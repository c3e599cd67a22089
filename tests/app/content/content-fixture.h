/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The small sound bundle of data/bundle, to be copied and spoilt. */

/* Path of a file of the sound bundle; %NULL for the folder. (transfer full) */
char *fixture_path (const char *name);
/* (transfer full) */
JsonNode *fixture_json (const char *name);
/* A copy of the sound bundle in a new folder. (transfer full) */
char *fixture_copy (void);
void fixture_remove (const char *folder);

/* The files of a copy. */
void fixture_write (const char *folder, const char *name, const char *text, gssize length);
char *fixture_read (const char *folder, const char *name);
/* Replaces the only occurrence of @old. */
void fixture_edit (const char *folder, const char *name, const char *old, const char *replacement);
void fixture_delete (const char *folder, const char *name);

G_END_DECLS
