/* SPDX-License-Identifier: EUPL-1.2
 *
 * Random answers, one function a family of types.
 */
#include "app/demarche/fill-private.h"

#include "app/demarche/condition-private.h"
#include "app/demarche/draft-private.h"

#include <math.h>
#include <string.h>

static const char *const given_names[] = { "Jeanne", "Léo", "Anne-Sophie", "Mohamed", "Zoé", "Ngoc Anh", "Gaël", NULL };
static const char *const family_names[]
    = { "Martin", "Lefèvre", "Nguyen", "Da Silva", "Benali", "O’Connor", "d’Ormesson", NULL };
static const char *const streets[]
    = { "12 rue des Lilas", "3 bis avenue de la Gare", "Le Bourg", "145 chemin de la Croix-Verte", NULL };
static const char *const communes[][2] = { { "95000", "Cergy" },
                                           { "20000", "Ajaccio" },
                                           { "97400", "Saint-Denis" },
                                           { "01500", "Ambérieu-en-Bugey" },
                                           { "75011", "Paris" } };
static const char *const countries[] = { "France", "Belgique", "Côte d’Ivoire", "Algérie", NULL };
static const char *const phones[]
    = { "06 12 34 56 78", "01.34.25.44.00", "+33 (0)7 00 00 00 00", "+32 475 01 02 03", "0033612345678", NULL };
static const char *const emails[]
    = { "nom@exemple.fr", "jeanne.martin@exemple.fr", "leo+mairie@sous.exemple.org", NULL };

static int
between (GRand *rand, int low, int high)
{
  return g_rand_int_range (rand, low, high + 1);
}

static void
set_text (ParvisValue *object, const char *name, const char *text)
{
  parvis_value_set_member (object, name, parvis_value_new_text (text));
}

/* Near what conditions look at, so that each side of them is met; else anywhere within the limits. */
static ParvisValue *
fill_number (GRand *rand, const ParvisField *field, const GPtrArray *hints)
{
  double low = isinf (field->minimum) ? MIN (0, field->maximum) : field->minimum;
  double high = isinf (field->maximum) ? low + 100 : field->maximum;
  double number = g_rand_double_range (rand, low, MAX (high, low + 1e-9)), hint;

  if (hints->len > 0 && parvis_fill_chance (rand, 0.6)
      && parvis_number_from_text (g_ptr_array_index (hints, between (rand, 0, (int) hints->len - 1)), &hint))
    number = CLAMP (hint + between (rand, -1, 1), low, high);
  if (field->type == PARVIS_FIELD_INTEGER)
    return parvis_value_new_number (CLAMP (round (number), ceil (low), floor (high)));
  return parvis_value_new_number (CLAMP (round (number * 100) / 100, low, high));
}

/* Days from today that the limit allows. */
static int
random_days (GRand *rand, ParvisDateLimit limit)
{
  switch (limit)
    {
    case PARVIS_DATE_PAST:
      return between (rand, -30000, -1);
    case PARVIS_DATE_PAST_OR_TODAY:
      return between (rand, -30000, 0);
    case PARVIS_DATE_FUTURE:
      return between (rand, 1, 700);
    case PARVIS_DATE_FUTURE_OR_TODAY:
      return between (rand, 0, 700);
    case PARVIS_DATE_ANY:
    default:
      return parvis_fill_chance (rand, 0.5) ? between (rand, -20000, 700) : between (rand, -3, 3);
    }
}

static char *
random_date (GRand *rand, const ParvisField *field, const GPtrArray *hints, guint32 today)
{
  guint32 day = today + (guint32) random_days (rand, field->date_limit);
  GDate date;

  if (hints->len > 0 && parvis_fill_chance (rand, 0.5)
      && parvis_date_from_text (g_ptr_array_index (hints, between (rand, 0, (int) hints->len - 1)), &date))
    day = g_date_get_julian (&date) + (guint32) between (rand, -1, 1);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static char *
random_time (GRand *rand)
{
  return g_strdup_printf ("%02d:%02d", between (rand, 0, 23), between (rand, 0, 59));
}

static ParvisValue *
fill_moment (GRand *rand, const ParvisField *field, const GPtrArray *hints, guint32 today)
{
  g_autofree char *date = random_date (rand, field, hints, today);
  g_autofree char *time = random_time (rand);
  g_autofree char *both = g_strdup_printf ("%sT%s", date, time);

  if (field->type == PARVIS_FIELD_DATE)
    return parvis_value_new_text (date);
  return parvis_value_new_text (field->type == PARVIS_FIELD_TIME ? time : both);
}

static const ParvisOption *
random_option (GRand *rand, const GPtrArray *options)
{
  return options != NULL && options->len > 0 ? g_ptr_array_index (options, between (rand, 0, (int) options->len - 1))
                                             : NULL;
}

static ParvisValue *
fill_choice (GRand *rand, const ParvisField *field)
{
  const ParvisOption *option = random_option (rand, field->options);

  if (option == NULL || (field->other && parvis_fill_chance (rand, 0.1)))
    return parvis_value_new_text ("Autre chose");
  return parvis_value_new_text (option->value);
}

/* Each option with its chance, in their order: as many as are wanted of those that are left. */
static ParvisValue *
fill_choices (GRand *rand, const ParvisField *field)
{
  guint left = field->options != NULL ? field->options->len : 0;
  guint most = MIN (field->max_items != 0 ? field->max_items : 5, left);
  guint least = MIN (MAX (field->min_items, 1), most);
  guint wanted = (guint) between (rand, (int) least, (int) most);
  ParvisValue *list = parvis_value_new_list ();

  for (guint i = 0; left > 0 && wanted > 0; i++, left--)
    if (between (rand, 1, (int) left) <= (int) wanted)
      {
        parvis_value_append (list,
                             parvis_value_new_text (((ParvisOption *) g_ptr_array_index (field->options, i))->value));
        wanted--;
      }
  return list;
}

static ParvisValue *
fill_linked (GRand *rand, const ParvisField *field)
{
  ParvisValue *object = parvis_value_new_object ();
  const ParvisOption *first = random_option (rand, field->options);
  const ParvisOption *second = first != NULL ? random_option (rand, first->options) : NULL;

  set_text (object, "first", first != NULL ? first->value : "Un");
  if (second != NULL)
    set_text (object, "second", second->value);
  return object;
}

static ParvisValue *
fill_place (GRand *rand, const ParvisField *field)
{
  ParvisValue *object = parvis_value_new_object ();
  int commune = between (rand, 0, G_N_ELEMENTS (communes) - 1);

  if (field->type == PARVIS_FIELD_ADDRESS)
    set_text (object, "line", parvis_fill_pick (rand, streets));
  if (field->type == PARVIS_FIELD_ADDRESS && parvis_fill_chance (rand, 0.3))
    set_text (object, "complement", "Bâtiment B");
  set_text (object, "postcode", communes[commune][0]);
  set_text (object, "city", communes[commune][1]);
  return object;
}

static ParvisValue *
fill_point (GRand *rand)
{
  ParvisValue *object = parvis_value_new_object ();
  gboolean placed = parvis_fill_chance (rand, 0.7);

  if (placed)
    {
      parvis_value_set_member (object, "lat", parvis_value_new_number (between (rand, 4200000, 5100000) / 1e5));
      parvis_value_set_member (object, "lon", parvis_value_new_number (between (rand, -500000, 800000) / 1e5));
    }
  if (!placed || parvis_fill_chance (rand, 0.5))
    set_text (object, "description", "Devant la poste");
  return object;
}

static ParvisValue *
fill_identity (GRand *rand, guint32 today)
{
  ParvisValue *object = parvis_value_new_object ();
  ParvisField past = { .date_limit = PARVIS_DATE_PAST };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autofree char *birth = random_date (rand, &past, nothing, today);

  set_text (object, "given_names", parvis_fill_pick (rand, given_names));
  set_text (object, "family_name", parvis_fill_pick (rand, family_names));
  set_text (object, "birth_date", birth);
  return object;
}

static ParvisValue *
fill_pages (GRand *rand, const ParvisField *field)
{
  guint least = MAX (field->min_items, 1);
  guint pages = (guint) between (rand, (int) least, (int) MIN (least + 1, parvis_field_max_items (field)));
  ParvisValue *list = parvis_value_new_list ();

  while (parvis_value_length (list) < pages)
    parvis_value_append (list, parvis_fill_page (rand, FALSE));
  return list;
}

/* Types whose answer is one text of our own making. (transfer full) */
static char *
fill_words (GRand *rand, const ParvisField *field)
{
  switch (field->type)
    {
    case PARVIS_FIELD_EMAIL:
      return field->regex != NULL ? parvis_fill_text (rand, field) : g_strdup (parvis_fill_pick (rand, emails));
    case PARVIS_FIELD_PHONE:
      return field->regex != NULL ? parvis_fill_text (rand, field) : g_strdup (parvis_fill_pick (rand, phones));
    case PARVIS_FIELD_CIVILITY:
      return g_strdup (parvis_fill_chance (rand, 0.5) ? "M." : "Mme");
    case PARVIS_FIELD_COUNTRY:
      return g_strdup (parvis_fill_pick (rand, countries));
    case PARVIS_FIELD_IBAN:
      return parvis_fill_iban (rand);
    case PARVIS_FIELD_SIRET:
      return parvis_fill_siret (rand);
    default:
      return parvis_fill_text (rand, field);
    }
}

/* One time in three a text is one that a condition looks for; the validators say whether the field takes it.
 */
static ParvisValue *
fill_typed (GRand *rand, const ParvisField *field, const GPtrArray *hints)
{
  g_autofree char *words = NULL;
  gboolean free_text
      = field->type == PARVIS_FIELD_TEXT || field->type == PARVIS_FIELD_TEXTAREA || field->type == PARVIS_FIELD_COUNTRY;

  if (free_text && hints->len > 0 && parvis_fill_chance (rand, 0.35))
    return parvis_value_new_text (g_ptr_array_index (hints, between (rand, 0, (int) hints->len - 1)));
  words = fill_words (rand, field);
  return parvis_value_new_text (words);
}

ParvisValue *
parvis_fill_value (GRand *rand, const ParvisField *field, const GPtrArray *hints, guint32 today)
{
  switch (field->type)
    {
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
      return fill_number (rand, field, hints);
    case PARVIS_FIELD_DATE:
    case PARVIS_FIELD_TIME:
    case PARVIS_FIELD_DATETIME:
      return fill_moment (rand, field, hints, today);
    case PARVIS_FIELD_YESNO:
      return parvis_value_new_boolean (parvis_fill_chance (rand, 0.5));
    case PARVIS_FIELD_CHOICE:
    case PARVIS_FIELD_APPOINTMENT:
      return fill_choice (rand, field);
    case PARVIS_FIELD_CHOICES:
      return fill_choices (rand, field);
    case PARVIS_FIELD_LINKED:
      return fill_linked (rand, field);
    case PARVIS_FIELD_ADDRESS:
    case PARVIS_FIELD_COMMUNE:
      return fill_place (rand, field);
    case PARVIS_FIELD_POINT:
      return fill_point (rand);
    case PARVIS_FIELD_IDENTITY:
      return fill_identity (rand, today);
    case PARVIS_FIELD_FILE:
      return fill_pages (rand, field);
    case PARVIS_FIELD_SIGNATURE:
      return parvis_fill_page (rand, TRUE);
    default:
      return fill_typed (rand, field, hints);
    }
}
