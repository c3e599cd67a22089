/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/address-words.h"
#include "app/address/addresses.h"
#include "app/content/sql.h"

#include <sys/types.h>

G_BEGIN_DECLS

struct _ParvisAddresses
{
  gatomicrefcount references;
  char *path;
  dev_t device;
  ino_t inode;
  char *home; /* (nullable) INSEE code */
  gboolean has_streets;
  GMutex lock; /* of what is below: one lookup at a time */
  ParvisSql sql;
  ParvisLexicon *lexicons[2]; /* (nullable) PARVIS_WORDS_OF_*: read when they are first needed */
  GCancellable *cancellable;  /* (nullable) of the lookup under way */
};

/* The words of that kind. (transfer none) (nullable) with @error. */
ParvisLexicon *parvis_addresses_lexicon (ParvisAddresses *self, int kind, GError **error);

G_END_DECLS
