/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/outbox.h"
#include "sync/sqlite-database.h"

G_BEGIN_DECLS

/* What the three files of the outbox share: outbox.c (rows), outbox-schema.c (opening), outbox-watch.c
 * (watching). */

/* Opens the database at @path, and makes or migrates what is in it. */
ParvisSqlite *parvis_outbox_schema_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

ParvisOutbox *parvis_outbox_ref (ParvisOutbox *self);
ParvisSqlite *parvis_outbox_get_database (ParvisOutbox *self);

G_END_DECLS
