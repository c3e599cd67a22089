/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/attract/attract-page.h"

#include "ui/access/access.h"
#include "ui/clock/clock.h"
#include "ui/language/language-keys.h"
#include "ui/pages/attract/slide-card.h"
#include "ui/pages/attract/slides.h"
#include "ui/picture/picture.h"

#define SKYLINE    "/fr/parvis/kiosk/drawings/skyline.svg"
#define TOWN_CHARS 24 /* on a lying screen the picture is beside the words */

struct _ParvisAttractPage
{
  ParvisPage parent_instance;
  GtkBuilder *parts;
  GtkWidget *languages, *card;
  ParvisClock *clock;
  gboolean following; /* the desk */
};

static guint touched_signal, language_signal;

G_DEFINE_FINAL_TYPE (ParvisAttractPage, parvis_attract_page, PARVIS_TYPE_PAGE)

static gpointer
part (ParvisAttractPage *self, const char *id)
{
  return gtk_builder_get_object (self->parts, id);
}

/* What is said in turn changes with the hour, and with the content that came meanwhile. */
static void
show_slides (ParvisAttractPage *self, GDateTime *now)
{
  ParvisPage *page = PARVIS_PAGE (self);
  ParvisDesk *desk = parvis_page_get_desk (page);

  if (desk != NULL && parvis_desk_catalog (desk) != NULL)
    parvis_slide_card_set_slides (PARVIS_SLIDE_CARD (self->card),
                                  parvis_slides_new (desk, parvis_page_language (page), now));
}

static void show_commune (ParvisAttractPage *self);

static void
on_minute (ParvisClock *clock, ParvisAttractPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hour = parvis_clock_hour (now);
  g_autofree char *day = parvis_clock_long_day (now);

  gtk_label_set_label (part (self, "hour"), hour);
  gtk_label_set_label (part (self, "day"), day);
  if (parvis_desk_refresh (parvis_page_get_desk (PARVIS_PAGE (self))))
    show_commune (self);
  show_slides (self, now);
}

static void
show_commune (ParvisAttractPage *self)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (PARVIS_PAGE (self)));
  g_autoptr (ParvisCommune) commune = catalog != NULL ? parvis_catalog_commune (catalog, "fr", NULL) : NULL;

  gtk_widget_set_visible (part (self, "logo"), FALSE);
  if (commune == NULL)
    return;
  gtk_label_set_label (part (self, "town"), commune->name);
  gtk_label_set_label (part (self, "greetings"), commune->greetings != NULL ? commune->greetings : "");
  parvis_picture_show_media (part (self, "logo"), catalog, commune->logo);
  parvis_picture_fill (part (self, "skyline"), catalog, commune->picture, SKYLINE);
}

/* New content between two sessions, or a notice: at once, and not with the next minute. */
static void
on_news (ParvisAttractPage *self)
{
  on_minute (self->clock, self);
}

static void
follow_desk (ParvisAttractPage *self, ParvisDesk *desk)
{
  if (self->following)
    return;
  self->following = TRUE;
  g_signal_connect_object (desk, "content-changed", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notices-changed", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
}

static void
parvis_attract_page_shown (ParvisPage *page)
{
  ParvisAttractPage *self = PARVIS_ATTRACT_PAGE (page);

  follow_desk (self, parvis_page_get_desk (page));
  show_commune (self);
  on_minute (self->clock, self);
  gtk_widget_grab_focus (part (self, "start"));
}

/* In landscape the town stands on the right, the words on the left. */
static void
parvis_attract_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisAttractPage *self = PARVIS_ATTRACT_PAGE (page);

  /* The keys below say the same; large letters would not stay on one line. */
  gtk_widget_set_visible (part (self, "greetings"), !landscape && !parvis_access_get_large ());
  gtk_widget_set_halign (self->card, landscape ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  parvis_language_keys_set_columns (PARVIS_LANGUAGE_KEYS (self->languages),
                                    landscape && !parvis_access_get_large () ? 6 : 3);
  gtk_label_set_max_width_chars (part (self, "town"), landscape ? TOWN_CHARS : -1);
}

static void
touched (ParvisAttractPage *self)
{
  g_signal_emit (self, touched_signal, 0);
}

static void
on_language_chosen (ParvisLanguageKeys *keys, const char *code, ParvisAttractPage *self)
{
  g_signal_emit (self, language_signal, 0, code);
}

static void
on_released (GtkGestureClick *gesture, int presses, double x, double y, ParvisAttractPage *self)
{
  touched (self);
}

static void
parvis_attract_page_build (ParvisPage *page)
{
  ParvisAttractPage *self = PARVIS_ATTRACT_PAGE (page);
  GtkBuilder *parts = gtk_builder_new_from_resource ("/fr/parvis/kiosk/ui/attract-page.ui");

  g_clear_object (&self->parts);
  self->parts = parts;
  parvis_page_set_child (page, part (self, "root"));
  g_signal_connect_swapped (part (self, "start"), "clicked", G_CALLBACK (touched), self);
  self->languages = parvis_language_keys_new (3, FALSE);
  gtk_widget_set_hexpand (self->languages, TRUE);
  g_signal_connect (self->languages, "chosen", G_CALLBACK (on_language_chosen), self);
  gtk_box_append (part (self, "languages"), self->languages);
  self->card = parvis_slide_card_new ();
  gtk_box_append (part (self, "slides"), self->card);
}

static void
parvis_attract_page_dispose (GObject *object)
{
  ParvisAttractPage *self = PARVIS_ATTRACT_PAGE (object);

  g_clear_object (&self->clock);
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_object (&self->parts);
  G_OBJECT_CLASS (parvis_attract_page_parent_class)->dispose (object);
}

static void
parvis_attract_page_class_init (ParvisAttractPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_attract_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_attract_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_attract_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_attract_page_layout;
  language_signal = g_signal_new ("language", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  touched_signal
      = g_signal_new ("touched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_attract_page_init (ParvisAttractPage *self)
{
  GtkGesture *anywhere = gtk_gesture_click_new ();

  self->clock = parvis_clock_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "attract-page");
  g_signal_connect_object (self->clock, "minute", G_CALLBACK (on_minute), self, (GConnectFlags) 0);
  g_signal_connect (anywhere, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (anywhere));
}

ParvisPage *
parvis_attract_page_new (void)
{
  return g_object_new (PARVIS_TYPE_ATTRACT_PAGE, NULL);
}
