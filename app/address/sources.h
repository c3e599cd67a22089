/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/import.h"
#include "app/address/store.h"

G_BEGIN_DECLS

/* An import under way: where its sources go. */
typedef struct
{
  const ParvisAddressSources *sources;
  ParvisAddressStore *store;
  ParvisAddressReport *report;
} ParvisAddressImport;

/* Notes that a line was passed over. @what: (transfer full). FALSE with @error when it was one too many. */
gboolean parvis_address_import_fault (ParvisAddressImport *self, const char *path, guint64 line, char *what,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean parvis_address_import_communes (ParvisAddressImport *self, const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_address_import_postcodes (ParvisAddressImport *self, const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_address_import_addresses (ParvisAddressImport *self, const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
