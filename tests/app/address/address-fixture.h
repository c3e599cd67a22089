/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/import.h"

G_BEGIN_DECLS

/* A folder of its own for one test, its files and databases, gone with it. */
typedef struct
{
  char *folder, *database;
} AddressFixture;

void address_fixture_init (AddressFixture *self);
void address_fixture_clear (AddressFixture *self);
/* Writes a file into it. (transfer full): its path */
char *address_fixture_write (AddressFixture *self, const char *name, const char *text);
/* Imports one file of addresses and maybe one of communes, both nullable; they must be sound. */
ParvisAddresses *address_fixture_open (AddressFixture *self, const char *addresses, const char *communes);

G_END_DECLS
