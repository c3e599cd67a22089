/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/dialog/dialog.h"
#include "ui/page/page.h"

G_BEGIN_DECLS

/* Every struct of the catalogue that has an id begins with it. */
typedef GPtrArray *(*ParvisSceneList) (ParvisCatalog *catalog, const char *language, GError **error);

/* One picture, or several of a kind. A scene either opens a page above the home page, or goes on from the scene before.
 */
typedef struct
{
  const char *name;
  gboolean home;                          /* back to the home page first */
  ParvisPage *(*make) (void);             /* (nullable) the page to open; or: */
  ParvisPage *(*open) (ParvisDesk *desk); /* (nullable) the same, which needs the desk; or: */
  ParvisDialog *(*cover) (void);          /* (nullable) what lies over the home page; or: */
  const char *kind, *id;                  /* (nullable) as parvis_page_for() has them; */
  ParvisSceneList list;                   /* (nullable) instead of @id: the first of these */
  const char *press; /* (nullable) the button to press first: its French words; "": the one named after the language */
  gboolean repeat;   /* press again, a picture each time, until the button is there no more */
  guint frames;      /* until it has come to rest; 0: a few */
} ParvisScene;

gboolean parvis_scene_has_page (const ParvisScene *scene);
/* (transfer floating) (nullable): the content has none: the scene is left out */
ParvisPage *parvis_scene_open (const ParvisScene *scene, ParvisDesk *desk);

/* In the order they are shown; ends with a NULL name. Static. */
const ParvisScene *parvis_gallery_scenes (void);

/* A page made of one widget, for what is a page only as a part of another. (transfer floating) @child */
ParvisPage *parvis_gallery_page_new (GtkWidget *child);

G_END_DECLS
