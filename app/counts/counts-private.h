/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/counts/counts.h"
#include "sync/base/sqlite-database.h"

G_BEGIN_DECLS

/* Which of our errors is which of SQLite's. */
extern const ParvisSqliteErrors parvis_counts_errors;

/* What happened @n times, not written yet. */
typedef struct
{
  char *day;
  ParvisCountEvent event;
  char *subject, *detail; /* "" where there is none */
  gint64 n;
} ParvisTally;

/* Adds every ParvisTally of @tallies to the file, in one transaction. Any thread. */
gboolean parvis_counts_write (const char *path, GPtrArray *tallies, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
