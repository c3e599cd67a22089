/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisPage: one screen, shown by the window between its header and its footer. Abstract.
 *
 * A page has one child (parvis_page_set_child()) and knows no other page than the ones it opens. It is destroyed when
 * the person leaves it backwards or the session ends; whatever it holds of the person goes with it.
 *
 * Its widgets can be made again at any time: the person changes the language, or asks for easy words. So nothing of the
 * person's lives in a widget alone: answers, typed words, a chosen tab are fields of the page, that `build` puts back.
 */
#define PARVIS_TYPE_PAGE (parvis_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisPage, parvis_page, PARVIS, PAGE, GtkWidget)

struct _ParvisPageClass
{
  GtkWidgetClass parent_class;

  /* Makes the page's widgets, in the language of the moment (gettext, parvis_page_language()), and gives them to
   * parvis_page_set_child(), which destroys the earlier ones. Called when desk, language and orientation are known,
   * before the page is first shown, and again when the language or "easy words" changes; `layout` follows each time,
   * and `shown` if the page is in front. */
  void (*build) (ParvisPage *self);
  /* Came to the front, first or again. */
  void (*shown) (ParvisPage *self);
  /* "Retour" was touched. TRUE when the page handled it within itself. */
  gboolean (*back) (ParvisPage *self);
  /* Portrait or landscape: after each `build`, and whenever it changes. */
  void (*layout) (ParvisPage *self, gboolean landscape);
  /* A sentence for the person when leaving now would lose something of theirs; NULL when nothing would be lost. */
  const char *(*would_lose) (ParvisPage *self);
};

void parvis_page_set_child (ParvisPage *self, GtkWidget *child);

/* What the page may ask of the window. (transfer floating) @next. */
void parvis_page_go (ParvisPage *self, ParvisPage *next);
/* The same, but @next takes this page's place: "Retour" skips this one. */
void parvis_page_replace (ParvisPage *self, ParvisPage *next);
void parvis_page_back (ParvisPage *self);
void parvis_page_home (ParvisPage *self);
void parvis_page_end (ParvisPage *self);             /* the session ends now, without a question */
ParvisDesk *parvis_page_get_desk (ParvisPage *self); /* (transfer none) */
const char *parvis_page_language (ParvisPage *self); /* "fr" */
gboolean parvis_page_is_landscape (ParvisPage *self);

/* Said once to a screen reader, at the end of what it is saying: an error summary, "enregistré". */
void parvis_page_announce (ParvisPage *self, const char *message);

G_END_DECLS
