/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/import.h"
#include "app/content/index.h"
#include "app/content/sql.h"

G_BEGIN_DECLS

/* Shared by import.c (the database as a whole) and import-<kinds>.c (the rows of some kinds). The tree has no
 * fault: what the schemas ask for is there. */
typedef struct
{
  ParvisTree *tree;
  ParvisSql sql;
  const char *language; /* the one in hand; French while what belongs to no language is written */
  guint position;       /* of that language in the bundle's list */
  ParvisIndex *index;   /* of that language */
  GHashTable *linked;   /* ids of démarches that a service leads to */
} ParvisImport;

/* ---- import-text.c: what is in the tree ---- */

/* A file's object; %NULL when it is not there. */
JsonObject *parvis_import_object (const ParvisImport *self, const char *path);
/* A text in the language in hand, else in French; or a plain string. @object may be %NULL. (nullable) */
const char *parvis_import_text (const ParvisImport *self, JsonObject *object, const char *member);
/* A list of texts in one column; @array may be %NULL: "". (transfer full) */
char *parvis_import_join (const ParvisImport *self, JsonArray *array, const char *separator);
/* Unix seconds of an instant; @otherwise where there is none. */
gint64 parvis_import_instant (JsonObject *object, const char *member, gint64 otherwise);

/* Calls @write for each object of the array @member of the file @path; nothing where there is no such file. */
typedef gboolean (*ParvisImportFunc) (ParvisImport *self, JsonObject *object, guint position, GError **error);
gboolean parvis_import_each (ParvisImport *self, const char *path, const char *member, ParvisImportFunc write,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for an array of @object. */
gboolean parvis_import_members (ParvisImport *self, JsonObject *object, const char *member, ParvisImportFunc write,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- one row, and its words for the search, in the language in hand ---- */

gboolean parvis_import_commune (ParvisImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_import_theme (ParvisImport *self, JsonObject *theme, guint position, GError **error);
gboolean parvis_import_service (ParvisImport *self, JsonObject *service, guint position, GError **error);
gboolean parvis_import_demarche (ParvisImport *self, JsonObject *demarche, guint position, GError **error);
gboolean parvis_import_place (ParvisImport *self, JsonObject *place, guint position, GError **error);
gboolean parvis_import_event (ParvisImport *self, JsonObject *event, guint position, GError **error);
gboolean parvis_import_life_event (ParvisImport *self, JsonObject *event, guint position, GError **error);
gboolean parvis_import_faq (ParvisImport *self, JsonObject *faq, guint position, GError **error);
gboolean parvis_import_news (ParvisImport *self, JsonObject *item, guint position, GError **error);
gboolean parvis_import_notice (ParvisImport *self, JsonObject *notice, guint position, GError **error);
gboolean parvis_import_pass (ParvisImport *self, JsonObject *pass, guint position, GError **error);

/* Given to the index of every language: the groups are in all of them. Before the rows. */
void parvis_import_synonyms (ParvisImport *self);

/* ---- what belongs to no language ---- */

gboolean parvis_import_openings (ParvisImport *self, JsonObject *place, guint position, GError **error);
gboolean parvis_import_pass_cards (ParvisImport *self, JsonObject *pass, guint position, GError **error);
gboolean parvis_import_map (ParvisImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_import_publics (ParvisImport *self, JsonObject *service, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
