/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/attract/slides.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/alert/age.h"

#define HORIZON_SECONDS (31 * 24 * 3600) /* what is later than that is no news */

void
parvis_slide_free (ParvisSlide *slide)
{
  g_free (slide->above);
  g_free (slide->title);
  g_free (slide->text);
  g_free (slide);
}

/* @above is taken. */
static ParvisSlide *
add (GPtrArray *slides, const char *icon, char *above, const char *title, const char *text)
{
  ParvisSlide *slide = g_new0 (ParvisSlide, 1);

  slide->icon = icon;
  slide->above = above;
  slide->title = g_strdup (title);
  slide->text = g_strdup (text);
  g_ptr_array_add (slides, slide);
  return slide;
}

/* Above a notice that came by itself: also how old it is. %1$s is a day ("22 novembre"), %2$s an hour ("14 h 05").
 * (transfer full) */
static char *
name_with_age (const ParvisNotice *notice)
{
  g_autofree char *day = NULL, *hour = NULL;

  parvis_age_words (notice->made, &day, &hour);
  switch (notice->level)
    {
    case PARVIS_NOTICE_URGENT:
      return g_strdup_printf (_ ("Alerte, à jour au %1$s à %2$s"), day, hour);
    case PARVIS_NOTICE_WARNING:
      return g_strdup_printf (_ ("Attention, à jour au %1$s à %2$s"), day, hour);
    default:
      return g_strdup_printf (_ ("À savoir, à jour au %1$s à %2$s"), day, hour);
    }
}

static const char *
name_of_level (ParvisNoticeLevel level)
{
  switch (level)
    {
    case PARVIS_NOTICE_URGENT:
      return _ ("Alerte");
    case PARVIS_NOTICE_WARNING:
      return _ ("Attention");
    default:
      return _ ("À savoir");
    }
}

/* The most urgent come first: once one is not urgent, none after it is. */
static void
add_notices (GPtrArray *slides, ParvisDesk *desk, const char *language, gint64 now)
{
  g_autoptr (GPtrArray) notices = parvis_desk_notices (desk, now, language);
  gboolean urgent = FALSE;

  for (guint i = 0; i < notices->len && i < PARVIS_SLIDES_MOST; i++)
    {
      const ParvisNotice *notice = g_ptr_array_index (notices, i);

      if (urgent && notice->level != PARVIS_NOTICE_URGENT)
        return;
      urgent = notice->level == PARVIS_NOTICE_URGENT;
      add (slides, notice->level == PARVIS_NOTICE_INFO ? "info" : "alert",
           notice->made > 0 ? name_with_age (notice) : g_strdup (name_of_level (notice->level)), notice->title,
           notice->text)
          ->urgent
          = urgent;
    }
}

static void
add_events (GPtrArray *slides, ParvisCatalog *catalog, const char *language, GDateTime *now)
{
  gint64 instant = g_date_time_to_unix (now);
  g_autoptr (GPtrArray) events = parvis_catalog_events (catalog, instant, PARVIS_SLIDES_MOST, language, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const ParvisEvent *event = g_ptr_array_index (events, i);
      g_autofree char *when = parvis_words_when (event->starts_at, event->ends_at, now);

      if (event->starts_at < instant + HORIZON_SECONDS)
        add (slides, "calendar", parvis_words_capital (when), event->title, event->place_name);
    }
}

static void
add_news (GPtrArray *slides, ParvisCatalog *catalog, const char *language, gint64 now)
{
  g_autoptr (GPtrArray) news = parvis_catalog_news (catalog, now, language, NULL);

  for (guint i = 0; news != NULL && i < news->len && i < PARVIS_SLIDES_MOST; i++)
    {
      const ParvisNews *item = g_ptr_array_index (news, i);
      add (slides, "doc", g_strdup (_ ("Actualité")), item->title, item->summary);
    }
}

static char *
hours_of (const ParvisPlace *place, int weekday)
{
  g_autofree char *week = parvis_place_describe_week (place);
  g_auto (GStrv) days = g_strsplit (week, "\n", 7);

  return g_strv_length (days) == 7 ? g_strdup (days[weekday - 1]) : NULL;
}

static void
add_hours (GPtrArray *slides, ParvisCatalog *catalog, const char *language, GDateTime *now)
{
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  g_autoptr (ParvisPlace) place
      = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;
  g_autofree char *open = place != NULL ? parvis_place_describe_now (place, now) : NULL;
  g_autofree char *today = place != NULL ? hours_of (place, g_date_time_get_day_of_week (now)) : NULL;

  if (open != NULL && *open != '\0')
    add (slides, "clock", g_strdup (place->name), open, today);
}

GPtrArray *
parvis_slides_new (ParvisDesk *desk, const char *language, GDateTime *now)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  GPtrArray *slides = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_slide_free);

  add_notices (slides, desk, language, g_date_time_to_unix (now));
  if (catalog == NULL || (slides->len > 0 && ((const ParvisSlide *) g_ptr_array_index (slides, 0))->urgent))
    return slides;
  if (!parvis_desk_is_content_old (desk)) /* what it announced may have changed since */
    {
      add_events (slides, catalog, language, now);
      add_news (slides, catalog, language, g_date_time_to_unix (now));
    }
  add_hours (slides, catalog, language, now);
  return slides;
}
