/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include "app/address/address-row.h"

G_BEGIN_DECLS

/* ParvisAddressStore: writes the database that ParvisAddresses serves. Communes first, then addresses in any order,
 * then parvis_address_store_finish(). What is held in memory are the communes and the words of streets; addresses wait
 * in a file beside the database, which goes with the store. One thread. */
#define PARVIS_ADDRESSES_APPLICATION 0x50764164 /* "PvAd" */
#define PARVIS_ADDRESSES_FORMAT      1

#define PARVIS_STORE_MAX_PLACES  200000
#define PARVIS_STORE_MAX_STREETS 5000000

typedef struct _ParvisAddressStore ParvisAddressStore;

/* Writes a new file of that name, over an old one. Errors, here and below, are in PARVIS_ADDRESSES_ERROR. */
ParvisAddressStore *parvis_address_store_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_address_store_free (ParvisAddressStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisAddressStore, parvis_address_store_free)

/* The commune of that INSEE code has that postcode (maybe among others; "": unknown). Its first @name is kept. Doubles
 * are fine. */
gboolean parvis_address_store_add_commune (ParvisAddressStore *self, const char *insee, const char *name,
                                           const char *postcode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its name so far. (transfer none) (nullable) */
const char *parvis_address_store_commune (ParvisAddressStore *self, const char *insee);
gboolean parvis_address_store_add (ParvisAddressStore *self, const ParvisAddressRow *row,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The index, once everything is in. The file can be given its name then. */
gboolean parvis_address_store_finish (ParvisAddressStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What it has so far. */
guint parvis_address_store_n_streets (ParvisAddressStore *self);
guint parvis_address_store_n_communes (ParvisAddressStore *self);

G_END_DECLS
