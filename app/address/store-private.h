/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/store.h"
#include "app/content/sql.h"

G_BEGIN_DECLS

struct _ParvisAddressStore
{
  char *path;
  ParvisSql sql;
  sqlite3_stmt *add_place, *add_street, *find_street, *add_number;
  GHashTable *names;  /* INSEE code -> the commune's name */
  GHashTable *places; /* "INSEE|postcode" -> row */
  GString *last;      /* the street of the last address, as street_of() names it */
  gint64 last_street;
  guint n_streets;
  guint64 n_addresses;
};

/* Turns an arrondissement of Paris, Lyon or Marseille into the commune. */
void parvis_address_whole_city (const char **insee, const char **name);

G_END_DECLS
