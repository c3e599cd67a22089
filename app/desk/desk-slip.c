/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/desk/desk-private.h"
#include "app/words/calendar.h"

/* "dimanche 22 novembre 2026 à 14 h 36" */
static char *
describe_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);
  g_autofree char *hour = parvis_words_time (g_date_time_get_hour (time), g_date_time_get_minute (time));
  g_autofree char *date = parvis_words_full_date (g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                                                  g_date_time_get_year (time));

  /* Translators: "dimanche 22 novembre 2026 à 14 h 36". */
  return g_strdup_printf (_ ("%1$s %2$s à %3$s"), parvis_words_weekday (g_date_time_get_day_of_week (time)), date,
                          hour);
}

/* Two months is the law's own delay (CRPA, articles L231-4 and L231-6). */
static char *
describe_delay (guint days)
{
  guint months = days == 0 ? 2 : days / 30;

  if (days % 30 != 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u jour", "%u jours", days), days);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u mois", "%u mois", months), months);
}

/* What silence means, and after how long (CRPA, article R112-5). */
static char *
describe_silence (const ParvisDemarche *demarche)
{
  g_autofree char *delay = describe_delay (demarche->silence_days);

  switch (demarche->silence)
    {
    case PARVIS_SILENCE_ACCEPTANCE:
      return g_strdup_printf (_ ("Sans réponse dans un délai de %s, votre demande est considérée comme acceptée."),
                              delay);
    case PARVIS_SILENCE_REJECTION:
      return g_strdup_printf (_ ("Sans réponse dans un délai de %s, votre demande est considérée comme refusée."),
                              delay);
    default:
      return NULL;
    }
}

static char *
group_code (const char *code)
{
  return strlen (code) == 8 ? g_strdup_printf ("%.4s %.4s", code, code + 4) : g_strdup (code);
}

static void
add_office (ParvisSlip *slip, ParvisCatalog *catalog, const char *place_id, const char *language)
{
  g_autoptr (ParvisPlace) place = place_id != NULL ? parvis_catalog_place (catalog, place_id, language, NULL) : NULL;

  if (place == NULL)
    return;
  slip->office_name = g_strdup (place->name);
  slip->office_address = g_strdup (place->address);
  slip->office_phone = g_strdup (place->phone);
  slip->office_email = g_strdup (place->email);
}

static void
add_commune (ParvisSlip *slip, ParvisCatalog *catalog, const ParvisDemarche *demarche, const char *language)
{
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  const char *rights = demarche->privacy.rights;

  if (commune == NULL)
    return;
  slip->commune = g_strdup (commune->name);
  slip->logo = commune->logo != NULL ? parvis_catalog_media (catalog, commune->logo, NULL) : NULL;
  slip->privacy = g_strdup_printf ("%s %s %s", demarche->privacy.controller, demarche->privacy.retention,
                                   rights != NULL ? rights : commune->privacy_rights);
  add_office (slip, catalog, demarche->office != NULL ? demarche->office : commune->place, language);
}

static void add_answers (ParvisSlip *slip, ParvisDraft *draft, const GPtrArray *fields, const ParvisField *repeat,
                         guint row);

static void
add_rows (ParvisSlip *slip, ParvisDraft *draft, const ParvisField *repeat)
{
  guint rows = parvis_value_length (parvis_draft_get (draft, repeat->id));

  for (guint row = 0; row < rows; row++)
    add_answers (slip, draft, repeat->fields, repeat, row);
}

static void
add_answer (ParvisSlip *slip, ParvisDraft *draft, const ParvisField *field, const ParvisField *repeat, guint row)
{
  g_autofree char *path
      = repeat != NULL ? g_strdup_printf ("%s[%u].%s", repeat->id, row, field->id) : g_strdup (field->id);
  g_autofree char *answer = parvis_draft_describe (draft, path);
  g_autofree char *label = NULL;

  if (*answer == '\0')
    return;
  label = repeat != NULL ? g_strdup_printf ("%s %u : %s", repeat->row_label != NULL ? repeat->row_label : repeat->label,
                                            row + 1, field->label)
                         : g_strdup (field->label);
  parvis_slip_add_answer (slip, label, answer);
}

static void
add_answers (ParvisSlip *slip, ParvisDraft *draft, const GPtrArray *fields, const ParvisField *repeat, guint row)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);

      if (field->type == PARVIS_FIELD_EXPLANATION || !parvis_draft_field_visible (draft, field, repeat, row))
        continue;
      if (field->type == PARVIS_FIELD_REPEAT && repeat == NULL)
        add_rows (slip, draft, field);
      else
        add_answer (slip, draft, field, repeat, row);
    }
}

ParvisSlip *
parvis_desk_build_slip (ParvisDesk *self, ParvisDraft *draft, const ParvisSubmission *submission, const char *language)
{
  const ParvisDemarche *demarche = parvis_draft_demarche (draft);
  g_autoptr (GPtrArray) steps = parvis_draft_steps (draft);
  ParvisSlip *slip = parvis_slip_new ();

  slip->title = g_strdup (demarche->title);
  slip->code = group_code (submission->code);
  slip->submitted_on = describe_time (submission->submitted_at);
  slip->silence = describe_silence (demarche);
  slip->next = g_strdup (demarche->next);
  slip->label = demarche->label;
  slip->delivery = g_strdup (
      _ ("Votre demande est à l’abri dans cette borne et sera transmise toute seule. Vous n’avez rien à faire."));
  if (self->catalog != NULL)
    add_commune (slip, self->catalog, demarche, language);
  for (guint i = 0; i < steps->len; i++)
    add_answers (slip, draft, ((const ParvisStep *) g_ptr_array_index (steps, i))->fields, NULL, 0);
  return slip;
}
