/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* A card of the town hall's own that its people carry: a city pass, a youth pass. How a card is recognised, and what of
 * it is its number (passes.schema.json; drivers/card/pass.h says what that is worth: it spares somebody the typing, and
 * proves nothing). */
typedef struct
{
  char *id;
  char *name;                        /* as it is printed on the card */
  char *uri;                         /* (nullable) how the address that it says begins; its number follows */
  char *mime;                        /* (nullable) of what it says, which is its number */
  guint number_skip, number_length;  /* bytes of that; a length of 0: the rest */
  char *uid_key;                     /* (nullable) of the digests */
  char **uid_digests, **uid_numbers; /* as many of each, maybe none */
} ParvisPass;
void parvis_pass_free (ParvisPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPass, parvis_pass_free)

/* Of ParvisPass, in their order: the first that a card fits is the one. */
GPtrArray *parvis_catalog_passes (ParvisCatalog *self, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) */
char *parvis_catalog_pass_name (ParvisCatalog *self, const char *id, const char *language,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
