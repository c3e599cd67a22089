/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* One picture, or several of a kind. A scene either opens a page above the home page, or goes on from the scene before. */
typedef struct
{
  const char *name;
  gboolean home;                            /* back to the home page first */
  ParvisPage *(*open) (ParvisDesk *desk);   /* (nullable) the page to open; it may answer NULL: content has none, the scene is left out */
  const char *press;                        /* (nullable) the button to press first: its French words; "": the one named after the language */
  gboolean repeat;                          /* press again, a picture each time, until the button is there no more */
} ParvisScene;

/* In the order they are shown; ends with a NULL name. Static. */
const ParvisScene *parvis_gallery_scenes (void);

/* A page made of one widget, for what is a page only as a part of another. (transfer floating) @child */
ParvisPage *parvis_gallery_page_new (GtkWidget *child);

G_END_DECLS
