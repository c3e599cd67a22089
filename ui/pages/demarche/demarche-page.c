/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/demarche-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/field-host.h"
#include "ui/pages/demarche/privacy-view.h"
#include "ui/pages/demarche/recap-view.h"
#include "ui/pages/demarche/receipt-view.h"
#include "ui/pages/demarche/screens.h"
#include "ui/pages/demarche/step-view.h"
#include "ui/sheet/sheet.h"

#define SLIDE_MS 150

/* A screen that was passed: where "Retour" goes. */
typedef struct
{
  const ParvisStep *step;
  guint first;
} Screen;

typedef enum
{
  AT_PRIVACY,
  AT_STEP,
  AT_RECAP,
  AT_RECEIPT,
} Where;

struct _ParvisDemarchePage
{
  ParvisPage parent_instance;

  ParvisDesk *desk;
  char *language;         /* of the definition */
  GPtrArray *definitions; /* of ParvisDemarche: the last is in use; widgets on their way out may know the others */
  ParvisDraft *draft;     /* NULL once submitted: wiped */
  Where where;
  GtkWidget *stack;
  GtkWidget *privacy, *recap, *receipt; /* NULL when not there */
  GHashTable *views;                    /* ParvisStep -> ParvisStepView, made when first needed */
  GArray *passed;                       /* of Screen */
  Screen now;                           /* at a step */
  GtkWidget *panel;                     /* what a question needs for a moment */
  GtkWidget *under_panel;
  GtkWidget *opener; /* (nullable, weak) what had the focus when it opened, and has it again after */
  gboolean from_recap;
  Screen edited;      /* from the recap: the question, */
  double recap_place; /* and how far the recap was scrolled */
  gboolean landscape;
  gboolean submitting;
  gboolean begun; /* "J’ai compris" was touched: counted */
};

static void parvis_demarche_page_host_init (ParvisFieldHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParvisDemarchePage, parvis_demarche_page, PARVIS_TYPE_PAGE,
                               G_IMPLEMENT_INTERFACE (PARVIS_TYPE_FIELD_HOST, parvis_demarche_page_host_init))

static guint
room (ParvisDemarchePage *self)
{
  return self->landscape ? PARVIS_SCREEN_ROOM_LANDSCAPE : PARVIS_SCREEN_ROOM;
}

/* --- showing --- */

/* What is not in front is not in a screen reader's tree either. */
static void
hide_others (ParvisDemarchePage *self)
{
  GtkWidget *front = gtk_stack_get_visible_child (GTK_STACK (self->stack));

  if (gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    return;
  for (GtkWidget *view = gtk_widget_get_first_child (self->stack); view != NULL;
       view = gtk_widget_get_next_sibling (view))
    gtk_widget_set_visible (view, view == front);
}

static void
show_view (ParvisDemarchePage *self, GtkWidget *view, gboolean forward)
{
  GtkStackTransitionType slide = forward ? GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT : GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* GTK would give the focus of what is hidden to the first field of what comes, and bring up the keyboard unasked. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), slide);
  gtk_widget_set_visible (view, TRUE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), view);
  hide_others (self);
}

static void
drop (ParvisDemarchePage *self, GtkWidget **view)
{
  GtkWidget *child = g_steal_pointer (view);

  if (child != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), child);
}

static void on_start (ParvisDemarchePage *self);

static void
show_privacy (ParvisDemarchePage *self)
{
  self->where = AT_PRIVACY;
  self->now = (Screen){ NULL, 0 };
  if (self->privacy == NULL)
    {
      self->privacy = parvis_privacy_view_new (self->desk, parvis_draft_demarche (self->draft), self->language,
                                               G_CALLBACK (on_start), self);
      parvis_sheet_set_side_by_side (PARVIS_SHEET (self->privacy), self->landscape);
      gtk_stack_add_child (GTK_STACK (self->stack), self->privacy);
    }
  show_view (self, self->privacy, FALSE);
  parvis_sheet_focus_title (PARVIS_SHEET (self->privacy));
}

static void on_go_on (ParvisDemarchePage *self);

static ParvisStepView *
ensure_view (ParvisDemarchePage *self, const ParvisStep *step)
{
  GtkWidget *view = g_hash_table_lookup (self->views, step);

  if (view != NULL)
    return PARVIS_STEP_VIEW (view);
  view = parvis_step_view_new (self->draft, step);
  parvis_step_view_set_landscape (PARVIS_STEP_VIEW (view), self->landscape);
  g_signal_connect_swapped (view, "go-on", G_CALLBACK (on_go_on), self);
  gtk_stack_add_child (GTK_STACK (self->stack), view);
  g_hash_table_insert (self->views, (gpointer) step, view);
  return PARVIS_STEP_VIEW (view);
}

static void
show_screen (ParvisDemarchePage *self, const ParvisStep *step, guint first, gboolean forward)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (self->draft);
  ParvisStepView *view = ensure_view (self, step);
  ParvisStepPlace place = { .number = 1, .count = steps->len + 1 };

  for (guint i = 0; i < steps->len; i++)
    if (g_ptr_array_index (steps, i) == step)
      place.number = i + 1;
  place.screen = parvis_screen_place (self->draft, step, first, room (self), &place.screens);
  self->where = AT_STEP;
  self->now = (Screen){ step, first };
  parvis_step_view_show (view, first, &place, self->from_recap);
  show_view (self, GTK_WIDGET (view), forward);
  parvis_step_view_take_focus (view);
}

static void on_edit (ParvisDemarchePage *self, const ParvisStep *step, guint field);
static void on_submit (ParvisDemarchePage *self);

static void
show_recap (ParvisDemarchePage *self, gboolean forward)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (self->draft);
  GtkWidget *old = g_steal_pointer (&self->recap);

  gboolean again = self->from_recap && self->edited.step != NULL;

  self->from_recap = FALSE;
  self->where = AT_RECAP;
  self->now = (Screen){ NULL, 0 };
  self->recap = parvis_recap_view_new (self->draft, steps->len);
  parvis_recap_view_set_landscape (PARVIS_RECAP_VIEW (self->recap), self->landscape);
  g_signal_connect_swapped (self->recap, "edit", G_CALLBACK (on_edit), self);
  g_signal_connect_swapped (self->recap, "submit", G_CALLBACK (on_submit), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->recap);
  show_view (self, self->recap, forward);
  drop (self, &old);
  parvis_recap_view_take_focus (PARVIS_RECAP_VIEW (self->recap));
  if (again)
    parvis_recap_view_return_to (PARVIS_RECAP_VIEW (self->recap), self->recap_place, self->edited.step,
                                 self->edited.first);
}

/* --- counting --- */

/* Where the person is: which step, or what is before and after them all. */
static const char *
place (ParvisDemarchePage *self)
{
  if (self->now.step != NULL)
    return self->now.step->id;
  return self->recap != NULL ? "recap" : "privacy";
}

static void
count (ParvisDemarchePage *self, ParvisCountEvent event, const char *detail)
{
  parvis_desk_count (self->desk, event, parvis_draft_demarche (self->draft)->id, detail);
}

/* --- going on --- */

/* The recap comes only when everything that is asked by now has its answer: a change may have brought new questions. */
static void
go_to_recap (ParvisDemarchePage *self)
{
  g_autoptr (GPtrArray) faults = NULL;
  Screen where, was = self->now;

  where.step = parvis_screen_with_fault (self->draft, room (self), &where.first, &faults);
  if (where.step == NULL)
    {
      show_recap (self, TRUE);
      return;
    }
  show_screen (self, where.step, where.first, TRUE);
  if (self->from_recap && (was.step != where.step || was.first != where.first))
    parvis_step_view_explain (
        ensure_view (self, where.step),
        _ ("Vous avez changé une réponse. À cause de ce changement, il faut aussi répondre ici."));
  parvis_step_view_show_faults (ensure_view (self, where.step), faults);
}

static void
on_go_on (ParvisDemarchePage *self)
{
  Screen next;

  if (self->from_recap)
    {
      go_to_recap (self);
      return;
    }
  g_array_append_val (self->passed, self->now);
  next.step = parvis_screen_next (self->draft, self->now.step,
                                  parvis_step_view_get_end (ensure_view (self, self->now.step)), &next.first);
  if (next.step != NULL)
    show_screen (self, next.step, next.first, TRUE);
  else
    go_to_recap (self);
}

static void
on_start (ParvisDemarchePage *self)
{
  Screen first;

  if (!self->begun)
    count (self, PARVIS_COUNT_DEMARCHE_BEGUN, NULL);
  self->begun = TRUE;
  first.step = parvis_screen_next (self->draft, NULL, 0, &first.first);
  if (first.step != NULL)
    show_screen (self, first.step, first.first, TRUE);
  else
    go_to_recap (self);
}

static void
on_edit (ParvisDemarchePage *self, const ParvisStep *step, guint field)
{
  self->from_recap = TRUE;
  self->edited = (Screen){ step, field };
  self->recap_place = parvis_recap_view_get_place (PARVIS_RECAP_VIEW (self->recap));
  show_screen (self, step, parvis_screen_of (self->draft, step, field, room (self)), FALSE);
}

/* --- submitting --- */

/* Once the request is kept, its answers are on the sealed copy alone: questions and draft go. */
static void
forget_answers (ParvisDemarchePage *self)
{
  GHashTableIter iter;
  gpointer view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    gtk_stack_remove (GTK_STACK (self->stack), view);
  g_hash_table_remove_all (self->views);
  drop (self, &self->privacy);
  drop (self, &self->recap);
  g_array_set_size (self->passed, 0);
  g_clear_pointer (&self->draft, parvis_draft_free);
}

static void
on_end (ParvisDemarchePage *self)
{
  parvis_page_end (PARVIS_PAGE (self));
}

static void
show_receipt (ParvisDemarchePage *self, ParvisSlip *slip)
{
  self->where = AT_RECEIPT;
  self->receipt = parvis_receipt_view_new (self->desk, slip, parvis_draft_demarche (self->draft)->id);
  parvis_receipt_view_set_landscape (PARVIS_RECEIPT_VIEW (self->receipt), self->landscape);
  g_signal_connect_swapped (self->receipt, "end", G_CALLBACK (on_end), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->receipt);
  show_view (self, self->receipt, TRUE);
  forget_answers (self);
  parvis_receipt_view_take_focus (PARVIS_RECEIPT_VIEW (self->receipt));
  parvis_page_announce (PARVIS_PAGE (self), _ ("C’est enregistré."));
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ParvisDemarchePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSlip) slip = parvis_desk_submit_finish (PARVIS_DESK (source), result, &error);

  self->submitting = FALSE;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->recap == NULL)
    return; /* the session is over; what was kept is kept */
  if (slip != NULL)
    {
      count (self, PARVIS_COUNT_DEMARCHE_FINISHED, NULL);
      show_receipt (self, g_steal_pointer (&slip));
      return;
    }
  parvis_recap_view_set_busy (PARVIS_RECAP_VIEW (self->recap), FALSE);
  parvis_recap_view_say (PARVIS_RECAP_VIEW (self->recap), error->message);
}

static void
on_submit (ParvisDemarchePage *self)
{
  if (self->submitting || self->draft == NULL)
    return;
  self->submitting = TRUE;
  parvis_recap_view_say (PARVIS_RECAP_VIEW (self->recap), NULL);
  parvis_recap_view_set_busy (PARVIS_RECAP_VIEW (self->recap), TRUE);
  parvis_desk_submit_async (self->desk, self->draft, self->language, on_submitted, g_object_ref (self));
}

/* --- host of what a question needs for a moment --- */

static void
close_panel (ParvisDemarchePage *self)
{
  if (self->panel == NULL)
    return;
  show_view (self, self->under_panel, FALSE);
  drop (self, &self->panel);
  if (self->opener != NULL)
    gtk_widget_grab_focus (self->opener);
  g_clear_weak_pointer (&self->opener);
}

static void
open_panel (ParvisFieldHost *host, GtkWidget *panel)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (host);

  close_panel (self);
  self->under_panel = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  g_set_weak_pointer (&self->opener, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  self->panel = panel;
  gtk_stack_add_child (GTK_STACK (self->stack), panel);
  show_view (self, panel, TRUE);
  gtk_widget_child_focus (panel, GTK_DIR_TAB_FORWARD);
}

static void
host_close_panel (ParvisFieldHost *host, GtkWidget *panel)
{
  if (PARVIS_DEMARCHE_PAGE (host)->panel == panel)
    close_panel (PARVIS_DEMARCHE_PAGE (host));
}

static ParvisDesk *
host_get_desk (ParvisFieldHost *host)
{
  return PARVIS_DEMARCHE_PAGE (host)->desk;
}

static void
host_announce (ParvisFieldHost *host, const char *message)
{
  parvis_page_announce (PARVIS_PAGE (host), message);
}

static void
parvis_demarche_page_host_init (ParvisFieldHostInterface *iface)
{
  iface->open_panel = open_panel;
  iface->close_panel = host_close_panel;
  iface->get_desk = host_get_desk;
  iface->announce = host_announce;
}

/* --- page --- */

static gboolean
back_to_passed (ParvisDemarchePage *self)
{
  Screen screen;

  if (self->passed->len == 0)
    return FALSE;
  screen = g_array_index (self->passed, Screen, self->passed->len - 1);
  g_array_set_size (self->passed, self->passed->len - 1);
  show_screen (self, screen.step, screen.first, FALSE);
  return TRUE;
}

static gboolean
parvis_demarche_page_back (ParvisPage *page)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (page);

  if (self->submitting)
    return TRUE;
  if (self->panel != NULL)
    close_panel (self);
  else if (self->receipt != NULL)
    parvis_page_home (page);
  else if (self->from_recap)
    go_to_recap (self);
  else if (self->where == AT_PRIVACY)
    return FALSE;
  else if (!back_to_passed (self))
    show_privacy (self);
  return TRUE;
}

static void
parvis_demarche_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (page);
  GHashTableIter iter;
  gpointer view;

  self->landscape = landscape;
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    parvis_step_view_set_landscape (view, landscape);
  if (self->privacy != NULL)
    parvis_sheet_set_side_by_side (PARVIS_SHEET (self->privacy), landscape);
  if (self->recap != NULL)
    parvis_recap_view_set_landscape (PARVIS_RECAP_VIEW (self->recap), landscape);
  if (self->receipt != NULL)
    parvis_receipt_view_set_landscape (PARVIS_RECEIPT_VIEW (self->receipt), landscape);
}

/* An answer of the person's own: something would be lost. */
static gboolean
is_begun (ParvisDemarchePage *self)
{
  return self->draft != NULL && (self->where != AT_PRIVACY || self->recap != NULL || self->passed->len > 0);
}

static const char *
parvis_demarche_page_would_lose (ParvisPage *page)
{
  return is_begun (PARVIS_DEMARCHE_PAGE (page)) ? _ ("Vos réponses n’ont pas été envoyées. Elles seront effacées.")
                                                : NULL;
}

static void
parvis_demarche_page_shown (ParvisPage *page)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (page);

  if (self->where == AT_PRIVACY)
    parvis_sheet_focus_title (PARVIS_SHEET (self->privacy));
}

/* --- again, in another language --- */

static void
translate_screen (Screen *screen, const ParvisDemarche *from, const ParvisDemarche *to)
{
  guint index;

  if (screen->step != NULL && g_ptr_array_find (from->steps, screen->step, &index))
    screen->step = g_ptr_array_index (to->steps, index);
}

/* The same steps and questions in the page's language; the draft keeps its answers, this page its place. */
static void
translate (ParvisDemarchePage *self)
{
  const char *language = parvis_page_language (PARVIS_PAGE (self));
  ParvisCatalog *catalog = parvis_desk_catalog (self->desk);
  ParvisDemarche *old, *new = NULL;

  if (self->draft == NULL || strcmp (language, self->language) == 0)
    return;
  old = parvis_draft_demarche (self->draft);
  if (catalog != NULL)
    new = parvis_catalog_demarche (catalog, old->id, language, NULL);
  if (new == NULL)
    return; /* not of this catalogue: it goes on in the language it has */
  g_ptr_array_add (self->definitions, new);
  if (new->steps->len != old->steps->len)
    return;
  translate_screen (&self->now, old, new);
  translate_screen (&self->edited, old, new);
  for (guint i = 0; i < self->passed->len; i++)
    translate_screen (&g_array_index (self->passed, Screen, i), old, new);
  parvis_draft_set_demarche (self->draft, new);
  g_free (self->language);
  self->language = g_strdup (language);
}

static void
new_stack (ParvisDemarchePage *self)
{
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_hash_table_remove_all (self->views);
  self->privacy = self->recap = self->receipt = self->panel = NULL;
  self->stack = gtk_stack_new ();
  gtk_stack_set_transition_duration (GTK_STACK (self->stack), SLIDE_MS);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  g_signal_connect_swapped (self->stack, "notify::transition-running", G_CALLBACK (hide_others), self);
  parvis_page_set_child (PARVIS_PAGE (self), self->stack);
}

static void
parvis_demarche_page_build (ParvisPage *page)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (page);

  if (self->where == AT_RECEIPT)
    {
      parvis_receipt_view_rebuild (PARVIS_RECEIPT_VIEW (self->receipt));
      return;
    }
  new_stack (self);
  translate (self);
  if (self->where == AT_STEP)
    show_screen (self, self->now.step, self->now.first, TRUE);
  else if (self->where == AT_RECAP)
    show_recap (self, TRUE);
  else
    show_privacy (self);
  if (self->submitting)
    parvis_recap_view_set_busy (PARVIS_RECAP_VIEW (self->recap), TRUE);
}

/* --- lifecycle --- */

static void
parvis_demarche_page_dispose (GObject *object)
{
  ParvisDemarchePage *self = PARVIS_DEMARCHE_PAGE (object);

  if (self->begun && self->draft != NULL)
    count (self, PARVIS_COUNT_DEMARCHE_LEFT, place (self));
  g_clear_weak_pointer (&self->opener);
  /* The rows first: they write to the draft as long as they live. */
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  self->privacy = self->recap = self->receipt = self->panel = NULL;
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_pointer (&self->passed, g_array_unref);
  g_clear_pointer (&self->draft, parvis_draft_free);
  g_clear_pointer (&self->definitions, g_ptr_array_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (parvis_demarche_page_parent_class)->dispose (object);
}

static void
parvis_demarche_page_class_init (ParvisDemarchePageClass *class)
{
  ParvisPageClass *page_class = PARVIS_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_demarche_page_dispose;
  page_class->build = parvis_demarche_page_build;
  page_class->shown = parvis_demarche_page_shown;
  page_class->back = parvis_demarche_page_back;
  page_class->layout = parvis_demarche_page_layout;
  page_class->would_lose = parvis_demarche_page_would_lose;
}

static void
parvis_demarche_page_init (ParvisDemarchePage *self)
{
  self->views = g_hash_table_new (NULL, NULL);
  self->passed = g_array_new (FALSE, FALSE, sizeof (Screen));
  self->definitions = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_demarche_unref);
}

ParvisPage *
parvis_demarche_page_new (ParvisDesk *desk, ParvisDraft *draft, const char *language)
{
  ParvisDemarchePage *self = g_object_new (PARVIS_TYPE_DEMARCHE_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->language = g_strdup (language);
  g_ptr_array_add (self->definitions, parvis_demarche_ref (parvis_draft_demarche (draft)));
  self->draft = draft;
  return PARVIS_PAGE (self);
}
