/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands under the name of a catalogue, whichever Parvis made it: every format has PRAGMA application_id and
 * meta.version (app/content/import.h), so that a version is known even where nothing else can be read. */
typedef enum
{
  PARVIS_SERVED_NONE,
  PARVIS_SERVED_SOUND,
  PARVIS_SERVED_FOREIGN, /* an older or a newer Parvis made it */
  PARVIS_SERVED_DAMAGED,
} ParvisServedState;

typedef struct
{
  ParvisServedState state;
  gint64 version; /* 0: not known */
  gint64 made_at; /* Unix seconds; 0: there is none */
} ParvisServed;

ParvisServed parvis_served_look (const char *catalog_path);
/* The highest version that must not be installed any more: no way back, but what cannot be served may be installed
 * again. */
gint64 parvis_served_floor (const ParvisServed *served);

G_END_DECLS
