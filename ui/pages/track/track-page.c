/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/track/track-page.h"

#include <glib/gi18n-lib.h>

#include "app/desk/online.h"
#include "base/secret.h"
#include "ui/contact/contact.h"
#include "ui/key/key.h"
#include "ui/lock/text-lock.h"
#include "ui/pages/track/track-view.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"
#include "ui/wedge/wedge.h"

#define MAX_TYPED 24 /* characters: a code with all the spaces one may put into it */
#define MAX_OWN   3  /* requests of this session that are offered */

struct _ParvisTrackPage
{
  ParvisPage parent_instance;
  char *typed;          /* what is in the entry */
  char *code;           /* (nullable) asked about */
  char *trouble;        /* (nullable) the sentence beside the entry */
  ParvisTrack *track;   /* (nullable) the answer */
  GCancellable *asking; /* (nullable) under way */
  gboolean failed;      /* the last answer was none: say whom to call */
  gboolean following;   /* the desk */
  gboolean as_online;   /* of the gallery: there is a connection, whatever there is */
  ParvisSheet *sheet;
  GtkWidget *entry, *fault, *key; /* of the question; NULL otherwise */
};

G_DEFINE_FINAL_TYPE (ParvisTrackPage, parvis_track_page, PARVIS_TYPE_PAGE)

static void parvis_track_page_build (ParvisPage *page);
static void on_online (ParvisTrackPage *self);
static void show (ParvisTrackPage *self);

/* Asking ---------------------------------------------------------------------------------------- */

static void
set_trouble (ParvisTrackPage *self, const char *sentence)
{
  parvis_secret_clear (&self->trouble);
  self->trouble = g_strdup (sentence);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParvisTrackPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisTrack) track = parvis_desk_track_finish (PARVIS_DESK (source), result, &error);
  g_autofree char *said = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->asking == NULL)
    return; /* the person, or the session, has gone on */
  g_clear_object (&self->asking);
  self->failed = track == NULL;
  set_trouble (self, track == NULL ? error->message : NULL);
  self->track = g_steal_pointer (&track);
  show (self);
  said = self->track != NULL ? parvis_track_view_say (self->track) : g_strdup (self->trouble);
  parvis_page_announce (PARVIS_PAGE (self), said);
}

static void
stop_asking (ParvisTrackPage *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* (transfer full) @code */
static void
ask (ParvisTrackPage *self, char *code)
{
  ParvisPage *page = PARVIS_PAGE (self);

  stop_asking (self);
  parvis_secret_clear (&self->code);
  self->code = code;
  self->failed = FALSE;
  set_trouble (self, NULL);
  g_clear_pointer (&self->track, parvis_track_free);
  self->asking = g_cancellable_new ();
  show (self);
  parvis_page_announce (page, _ ("Nous demandons à la mairie."));
  parvis_desk_track_async (parvis_page_get_desk (page), code, self->asking, on_answer, g_object_ref (self));
}

static void
show_fault (ParvisTrackPage *self)
{
  gtk_label_set_label (GTK_LABEL (self->fault), self->trouble != NULL ? self->trouble : "");
  gtk_widget_set_visible (self->fault, self->trouble != NULL);
  parvis_spoken_set_fault (self->entry, self->trouble);
}

static void
on_ask (ParvisTrackPage *self)
{
  g_autofree char *advice = NULL;
  char *code = parvis_desk_read_code (self->typed != NULL ? self->typed : "", &advice);

  if (code != NULL)
    {
      ask (self, code);
      return;
    }
  self->failed = FALSE;
  set_trouble (self, advice);
  show_fault (self);
  gtk_widget_grab_focus (self->entry);
  parvis_page_announce (PARVIS_PAGE (self), advice);
}

static void
on_own_clicked (ParvisTrackPage *self, GtkWidget *row)
{
  ask (self, g_strdup (g_object_get_data (G_OBJECT (row), "parvis-code")));
}

static void
on_scanned (const char *line, gpointer user_data)
{
  ParvisTrackPage *self = user_data;
  char *code = parvis_desk_find_code (line);

  if (code != NULL)
    {
      parvis_secret_clear (&self->typed);
      self->typed = g_strdup (code);
      ask (self, code);
    }
  else if (self->entry != NULL) /* a line of a receipt that is not the one; its first keys had gone there */
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
on_changed (GtkEditable *editable, ParvisTrackPage *self)
{
  parvis_secret_clear (&self->typed);
  self->typed = g_strdup (gtk_editable_get_text (editable));
  if (self->trouble != NULL)
    {
      set_trouble (self, NULL);
      show_fault (self);
    }
}

/* The question ------------------------------------------------------------------------------------ */

static void
add_entry (ParvisTrackPage *self)
{
  self->entry = parvis_text_lock_new_entry ();
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), MAX_TYPED);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry), GTK_INPUT_HINT_UPPERCASE_CHARS | GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_widget_add_css_class (self->entry, "code-entry");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->typed != NULL ? self->typed : "");
  parvis_spoken_set (self->entry, _ ("Votre numéro de suivi"), _ ("Huit lettres et chiffres, sur votre reçu."), NULL);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_ask), self);
  self->fault = parvis_text_new (NULL, "note");
  parvis_sheet_append (self->sheet, self->entry);
  parvis_sheet_append (self->sheet, self->fault);
  show_fault (self);
}

static void
add_own (ParvisTrackPage *self)
{
  g_auto (GStrv) codes = parvis_desk_own_codes (parvis_page_get_desk (PARVIS_PAGE (self)));

  for (guint i = 0; codes[i] != NULL && i < MAX_OWN; i++)
    {
      GtkWidget *row = parvis_row_new (codes[i], _ ("Votre demande de tout à l’heure"));

      g_object_set_data_full (G_OBJECT (row), "parvis-code", g_strdup (codes[i]), g_free);
      g_signal_connect_swapped (row, "clicked", G_CALLBACK (on_own_clicked), self);
      parvis_sheet_append (self->sheet, row);
    }
}

static gboolean
is_online (ParvisTrackPage *self)
{
  return self->as_online || parvis_desk_is_online (parvis_page_get_desk (PARVIS_PAGE (self)));
}

static void
add_contact (ParvisTrackPage *self)
{
  GtkWidget *contact = parvis_contact_new (PARVIS_PAGE (self), TRUE);

  if (contact != NULL)
    parvis_sheet_append (self->sheet, contact);
}

/* Nothing can be asked: what is known here, and whom to turn to. A number that somebody was writing stays. */
static void
build_offline (ParvisTrackPage *self)
{
  self->sheet = parvis_sheet_new (NULL, _ ("Suivre ma demande"),
                                  _ ("Cette borne n’a pas de connexion pour le moment. Elle ne peut pas demander à la "
                                     "mairie où en est votre demande. Cette page change toute seule quand la connexion "
                                     "revient."));
  add_own (self);
  add_contact (self);
}

static void
build_question (ParvisTrackPage *self)
{
  self->sheet = parvis_sheet_new (NULL, _ ("Suivre ma demande"),
                                  _ ("Écrivez le numéro de suivi de votre reçu, comme 7F4K 29QX."));
  add_entry (self);
  parvis_sheet_append (
      self->sheet,
      parvis_text_new (_ ("Si la borne a un lecteur, vous pouvez aussi lui présenter le carré noir de votre "
                          "reçu."),
                       "track-hint"));
  add_own (self);
  if (self->failed)
    add_contact (self);
  self->key = parvis_key_new_trailing (_ ("Voir où elle en est"), "go");
  gtk_widget_add_css_class (self->key, "primary");
  g_signal_connect_swapped (self->key, "clicked", G_CALLBACK (on_ask), self);
  parvis_sheet_add_action (self->sheet, self->key);
}

/* The answer ------------------------------------------------------------------------------------ */

static void
forget_answer (ParvisTrackPage *self)
{
  stop_asking (self);
  g_clear_pointer (&self->track, parvis_track_free);
  parvis_secret_clear (&self->code);
}

static void
on_other (ParvisTrackPage *self)
{
  forget_answer (self);
  parvis_secret_clear (&self->typed);
  show (self);
}

static void
build_asking (ParvisTrackPage *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *spinner = gtk_spinner_new ();
  GtkWidget *stop = parvis_key_new ("cross", _ ("Arrêter"), GTK_ORIENTATION_HORIZONTAL);

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_add_css_class (line, "page-line");
  gtk_box_append (GTK_BOX (line), spinner);
  gtk_box_append (GTK_BOX (line), parvis_text_new (_ ("Nous demandons à la mairie. Vingt secondes au plus."), NULL));
  gtk_widget_add_css_class (stop, "secondary");
  g_signal_connect_swapped (stop, "clicked", G_CALLBACK (parvis_page_back), self);
  parvis_sheet_append (self->sheet, line);
  parvis_sheet_add_action (self->sheet, stop);
}

static void
build_answer (ParvisTrackPage *self)
{
  GtkWidget *other = parvis_key_new ("ticket", _ ("Une autre demande"), GTK_ORIENTATION_HORIZONTAL);

  parvis_track_view_fill (self->sheet, self->track);
  add_contact (self);
  gtk_widget_add_css_class (other, "secondary");
  g_signal_connect_swapped (other, "clicked", G_CALLBACK (on_other), self);
  parvis_sheet_add_action (self->sheet, other);
}

static void
build_code (ParvisTrackPage *self)
{
  GtkWidget *code = parvis_text_new (self->code, "code");
  g_autofree char *spelt = parvis_spoken_spell (self->code);

  self->sheet = parvis_sheet_new (NULL, _ ("Où en est votre demande"), NULL);
  parvis_spoken_set (code, spelt, NULL, NULL);
  parvis_sheet_append (self->sheet, code);
  if (self->track != NULL)
    build_answer (self);
  else
    build_asking (self);
}

/* The page -------------------------------------------------------------------------------------- */

static void
parvis_track_page_build (ParvisPage *page)
{
  ParvisTrackPage *self = PARVIS_TRACK_PAGE (page);

  if (!self->following)
    g_signal_connect_object (parvis_page_get_desk (page), "notify::online", G_CALLBACK (on_online), self,
                             G_CONNECT_SWAPPED);
  self->following = TRUE;
  self->entry = self->fault = self->key = NULL;
  if (self->asking != NULL || self->track != NULL)
    build_code (self);
  else if (is_online (self))
    build_question (self);
  else
    build_offline (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "track");
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_track_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_TRACK_PAGE (page)->sheet, landscape);
}

static void
parvis_track_page_shown (ParvisPage *page)
{
  ParvisTrackPage *self = PARVIS_TRACK_PAGE (page);

  parvis_sheet_focus_title (self->sheet);
}

/* Another of its three faces. */
static void
show (ParvisTrackPage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);

  parvis_track_page_build (page);
  parvis_track_page_layout (page, parvis_page_is_landscape (page));
  parvis_track_page_shown (page);
}

/* The connection is back: the question is, too. When it goes while a number is being written, asking says so. */
static void
on_online (ParvisTrackPage *self)
{
  if (self->asking != NULL || self->track != NULL || self->entry != NULL || !is_online (self))
    return;
  self->failed = FALSE;
  set_trouble (self, NULL);
  show (self);
  parvis_page_announce (PARVIS_PAGE (self), _ ("La connexion est revenue. Écrivez votre numéro de suivi."));
}

static gboolean
parvis_track_page_back (ParvisPage *page)
{
  ParvisTrackPage *self = PARVIS_TRACK_PAGE (page);

  if (self->asking == NULL && self->track == NULL)
    return FALSE;
  forget_answer (self);
  show (self);
  return TRUE;
}

static void
parvis_track_page_dispose (GObject *object)
{
  ParvisTrackPage *self = PARVIS_TRACK_PAGE (object);

  forget_answer (self);
  parvis_secret_clear (&self->typed);
  parvis_secret_clear (&self->trouble);
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  G_OBJECT_CLASS (parvis_track_page_parent_class)->dispose (object);
}

static void
parvis_track_page_class_init (ParvisTrackPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_track_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_track_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_track_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_track_page_layout;
  PARVIS_PAGE_CLASS (klass)->back = parvis_track_page_back;
}

static void
parvis_track_page_init (ParvisTrackPage *self)
{
  parvis_wedge_watch (GTK_WIDGET (self), on_scanned, self);
}

ParvisPage *
parvis_track_page_new (void)
{
  return g_object_new (PARVIS_TYPE_TRACK_PAGE, NULL);
}

ParvisPage *
parvis_track_page_new_online (void)
{
  ParvisTrackPage *self = g_object_new (PARVIS_TYPE_TRACK_PAGE, NULL);

  self->as_online = TRUE;
  return PARVIS_PAGE (self);
}
