/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* The kinds of places (ParvisPlace.kind): how each is called and drawn. In the order they are shown; ends with a %NULL
 * @id. @title is to be translated with gettext. Static. */
typedef struct
{
  const char *id, *icon, *title;
} ParvisPlaceKind;
const ParvisPlaceKind *parvis_place_kinds (void);
/* Of @id; "other" for what is not known. */
const ParvisPlaceKind *parvis_place_kind (const char *id);

G_END_DECLS
