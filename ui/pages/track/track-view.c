/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/track/track-view.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/pages/track/timeline.h"
#include "ui/text/text.h"

static const char *
state_words (ParvisTrackState state)
{
  switch (state)
    {
    case PARVIS_TRACK_RECEIVED:
      return _ ("Reçue par la mairie");
    case PARVIS_TRACK_IN_PROGRESS:
      return _ ("En cours d’examen");
    case PARVIS_TRACK_WAITING:
      return _ ("La mairie attend quelque chose de vous");
    case PARVIS_TRACK_DONE:
      return _ ("Terminée");
    default:
      return _ ("Refusée");
    }
}

/* "Dimanche 22 novembre à 14 h 36" */
static char *
describe_moment (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate day, today;
  g_autofree char *date = NULL, *hour = NULL, *both = NULL;

  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  date = parvis_words_near_day (&day, &today);
  hour = parvis_words_time (g_date_time_get_hour (time), g_date_time_get_minute (time));
  /* Translators: %1$s is a day ("aujourd’hui", "samedi 21 novembre"), %2$s an hour ("14 h 36"). */
  both = g_strdup_printf (_ ("%1$s à %2$s"), date, hour);
  return parvis_words_capital (both);
}

static const ParvisTrackEvent *
last_event (const ParvisTrack *track)
{
  return g_ptr_array_index (track->events, track->events->len - 1);
}

static gboolean
has_ended (ParvisTrackState state)
{
  return state == PARVIS_TRACK_DONE || state == PARVIS_TRACK_REFUSED;
}

static void
add_events (ParvisTimeline *line, const ParvisTrack *track)
{
  for (guint i = 0; i < track->events->len; i++)
    {
      const ParvisTrackEvent *event = g_ptr_array_index (track->events, i);
      g_autofree char *when = describe_moment (event->at);
      gboolean last = i + 1 == track->events->len;

      parvis_timeline_append (line, last && !has_ended (event->state) ? PARVIS_STEP_NOW : PARVIS_STEP_DONE,
                              state_words (event->state), when, event->message);
    }
}

static void
add_to_come (ParvisTimeline *line, ParvisTrackState state)
{
  if (state == PARVIS_TRACK_RECEIVED)
    parvis_timeline_append (line, PARVIS_STEP_TO_COME, state_words (PARVIS_TRACK_IN_PROGRESS), NULL, NULL);
  if (!has_ended (state))
    parvis_timeline_append (line, PARVIS_STEP_TO_COME, state_words (PARVIS_TRACK_DONE), NULL, NULL);
}

/* Nothing was said of it at the town hall. */
static const char *
silence_words (const ParvisTrack *track)
{
  if (!track->own)
    return _ ("La mairie n’a encore rien écrit pour ce numéro. Vérifiez-le sur votre reçu. S’il est juste, votre "
              "demande attend d’être "
              "ouverte.");
  switch (track->delivery)
    {
    case PARVIS_DELIVERY_DONE:
      return _ ("Votre demande est bien arrivée à la mairie. Elle attend d’être ouverte.");
    case PARVIS_DELIVERY_REFUSED:
      return _ (
          "Le service n’a pas pu prendre votre demande. Elle est gardée : montrez votre numéro de suivi à l’accueil.");
    default:
      return _ ("Votre demande est à l’abri dans cette borne et partira toute seule.");
    }
}

void
parvis_track_view_fill (ParvisSheet *sheet, const ParvisTrack *track)
{
  GtkWidget *line;

  if (track->events->len == 0)
    {
      parvis_sheet_append (sheet, parvis_text_new (silence_words (track), track->own ? "track-words" : "note"));
      return;
    }
  line = parvis_timeline_new ();
  add_events (PARVIS_TIMELINE (line), track);
  add_to_come (PARVIS_TIMELINE (line), last_event (track)->state);
  parvis_sheet_append (sheet, line);
}

char *
parvis_track_view_say (const ParvisTrack *track)
{
  const ParvisTrackEvent *last;

  if (track->events->len == 0)
    return g_strdup (silence_words (track));
  last = last_event (track);
  if (last->message == NULL)
    return g_strdup_printf (_ ("Où en est votre demande : %s"), state_words (last->state));
  /* Translators: %1$s is a step such as "Reçue par la mairie", %2$s a sentence of the town hall's. */
  return g_strdup_printf (_ ("Où en est votre demande : %1$s. La mairie vous écrit : %2$s"), state_words (last->state),
                          last->message);
}
