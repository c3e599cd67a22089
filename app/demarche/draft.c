/* SPDX-License-Identifier: EUPL-1.2
 *
 * A draft's answers and the paths to them.
 */
#include "app/demarche/draft-private.h"

#include "app/demarche/condition-private.h"

#include <string.h>

static void
set_initial (ParvisValue *object, const GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);

      if (field->initial != NULL)
        parvis_value_set_member (object, field->id, parvis_value_copy (field->initial));
    }
}

static ParvisValue *
new_row (const ParvisField *repeat)
{
  ParvisValue *row = parvis_value_new_object ();

  set_initial (row, repeat->fields);
  return row;
}

/* The list of rows, made when it is not there yet. (transfer none) */
static ParvisValue *
rows_of (ParvisDraft *self, const ParvisField *repeat)
{
  ParvisValue *rows = parvis_value_member (self->answers, repeat->id);

  if (parvis_value_kind (rows) == PARVIS_VALUE_LIST)
    return rows;
  rows = parvis_value_new_list ();
  parvis_value_set_member (self->answers, repeat->id, rows);
  return rows;
}

/* Rows up to @wanted, within the block's limit; TRUE when there are as many. */
static gboolean
grow_rows (ParvisDraft *self, const ParvisField *repeat, guint wanted)
{
  ParvisValue *rows = rows_of (self, repeat);

  wanted = MIN (wanted, parvis_field_max_items (repeat) + 1);
  while (parvis_value_length (rows) < MIN (wanted, parvis_field_max_items (repeat)))
    parvis_value_append (rows, new_row (repeat));
  return parvis_value_length (rows) >= wanted;
}

/* A block that must have rows opens with them, ready to be filled. */
static void
open_rows (ParvisDraft *self, const GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);

      if (field->type == PARVIS_FIELD_REPEAT && field->required)
        grow_rows (self, field, MAX (field->min_items, 1));
    }
}

ParvisDraft *
parvis_draft_new (ParvisDemarche *demarche)
{
  ParvisDraft *self = g_new0 (ParvisDraft, 1);

  self->demarche = parvis_demarche_ref (demarche);
  self->answers = parvis_value_new_object ();
  self->shown = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < demarche->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (demarche->steps, i);

      set_initial (self->answers, step->fields);
      open_rows (self, step->fields);
    }
  return self;
}

void
parvis_draft_free (ParvisDraft *self)
{
  parvis_demarche_unref (self->demarche);
  parvis_value_free (self->answers);
  g_hash_table_unref (self->shown);
  g_free (self);
}

ParvisDemarche *
parvis_draft_demarche (ParvisDraft *self)
{
  return self->demarche;
}

void
parvis_draft_set_demarche (ParvisDraft *self, ParvisDemarche *demarche)
{
  parvis_demarche_ref (demarche);
  parvis_demarche_unref (self->demarche);
  self->demarche = demarche;
  parvis_draft_forget_shown (self);
}

void
parvis_draft_set_today (ParvisDraft *self, guint32 julian)
{
  self->today = julian;
  parvis_draft_forget_shown (self);
}

guint32
parvis_draft_today (const ParvisDraft *self)
{
  g_autoptr (GDateTime) now = NULL;
  GDate date;

  if (self->today != 0)
    return self->today;
  now = g_date_time_new_now_local ();
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  return g_date_get_julian (&date);
}

guint
parvis_field_max_items (const ParvisField *field)
{
  if (field->max_items != 0)
    return field->max_items;
  if (field->type == PARVIS_FIELD_REPEAT)
    return MAX (PARVIS_REPEAT_MAX_ROWS, field->min_items);
  return field->type == PARVIS_FIELD_FILE ? MAX (PARVIS_FILE_MAX_PAGES, field->min_items) : G_MAXUINT;
}

char *
parvis_field_path (const ParvisField *field, const ParvisField *repeat, guint row)
{
  return repeat != NULL ? g_strdup_printf ("%s[%u].%s", repeat->id, row, field->id) : g_strdup (field->id);
}

/* "[12]" or "[12].name" after the block's id. */
static gboolean
find_in_row (const ParvisDraft *self, const char *rest, ParvisPlaceOf *place)
{
  char *end;
  guint64 row = g_ascii_isdigit (rest[1]) ? g_ascii_strtoull (rest + 1, &end, 10) : G_MAXUINT64;

  if (row > 100 || *end != ']' || place->field->type != PARVIS_FIELD_REPEAT)
    return FALSE;
  place->repeat = place->field;
  place->row = (guint) row;
  place->field = end[1] == '.' ? parvis_demarche_field (self->demarche, place->repeat, end + 2) : NULL;
  return end[1] == '\0' || place->field != NULL;
}

gboolean
parvis_draft_find (const ParvisDraft *self, const char *path, ParvisPlaceOf *place)
{
  const char *rest = path + strcspn (path, "[");
  g_autofree char *id = g_strndup (path, (gsize) (rest - path));

  *place = (ParvisPlaceOf){ parvis_demarche_field (self->demarche, NULL, id), NULL, 0 };
  if (place->field == NULL || *rest == '\0')
    return place->field != NULL;
  return find_in_row (self, rest, place);
}

const ParvisValue *
parvis_draft_value (const ParvisDraft *self, const ParvisField *field, const ParvisField *repeat, guint row)
{
  const ParvisValue *object = self->answers;

  if (repeat != NULL)
    object = parvis_value_item (parvis_value_member (self->answers, repeat->id), row);
  return field != NULL ? parvis_value_member (object, field->id) : object;
}

guint
parvis_draft_rows (const ParvisDraft *self, const ParvisField *repeat)
{
  return parvis_value_length (parvis_value_member (self->answers, repeat->id));
}

const ParvisValue *
parvis_draft_get (ParvisDraft *self, const char *path)
{
  ParvisPlaceOf place;

  return parvis_draft_find (self, path, &place) ? parvis_draft_value (self, place.field, place.repeat, place.row)
                                                : NULL;
}

ParvisValue *
parvis_field_take (const ParvisField *field, ParvisValue *value)
{
  double number;

  if (field->type != PARVIS_FIELD_INTEGER && field->type != PARVIS_FIELD_DECIMAL)
    return value;
  if (parvis_value_kind (value) != PARVIS_VALUE_TEXT || !parvis_number_from_text (parvis_value_text (value), &number))
    return value;
  if (strlen (parvis_value_text (value)) > 20)
    return value; /* more digits than a double keeps */
  parvis_value_free (value);
  return parvis_value_new_number (number);
}

/* The members of a row, each taken as its field takes it. */
static void
set_row (ParvisValue *row, const ParvisField *repeat, const ParvisValue *value)
{
  for (guint i = 0; i < repeat->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (repeat->fields, i);
      const ParvisValue *member = parvis_value_member (value, field->id);

      if (member != NULL)
        parvis_value_set_member (row, field->id, parvis_field_take (field, parvis_value_copy (member)));
    }
}

static void
set_rows (ParvisDraft *self, const ParvisField *repeat, const ParvisValue *value)
{
  ParvisValue *rows = parvis_value_new_list ();

  for (guint i = 0; i < MIN (parvis_value_length (value), parvis_field_max_items (repeat)); i++)
    {
      ParvisValue *row = parvis_value_new_object ();

      set_row (row, repeat, parvis_value_item (value, i));
      parvis_value_append (rows, row);
    }
  parvis_value_set_member (self->answers, repeat->id, rows);
}

static void
set_in_row (ParvisDraft *self, const ParvisPlaceOf *place, const ParvisValue *value)
{
  ParvisValue *row;

  if (!grow_rows (self, place->repeat, place->row + 1))
    return;
  row = parvis_value_item (rows_of (self, place->repeat), place->row);
  if (place->field != NULL)
    parvis_value_set_member (row, place->field->id, parvis_field_take (place->field, parvis_value_copy (value)));
  else
    set_row (row, place->repeat, value);
}

void
parvis_draft_set (ParvisDraft *self, const char *path, ParvisValue *value)
{
  g_autoptr (ParvisValue) owned = value;
  ParvisPlaceOf place;

  if (!parvis_draft_find (self, path, &place))
    return;
  if (place.repeat != NULL)
    set_in_row (self, &place, owned);
  else if (place.field->type == PARVIS_FIELD_REPEAT)
    set_rows (self, place.field, owned);
  else
    parvis_value_set_member (self->answers, place.field->id, parvis_field_take (place.field, g_steal_pointer (&owned)));
  parvis_draft_forget_shown (self);
}

void
parvis_draft_add_row (ParvisDraft *self, const char *path)
{
  ParvisPlaceOf place;

  if (parvis_draft_find (self, path, &place) && place.repeat == NULL && place.field->type == PARVIS_FIELD_REPEAT)
    grow_rows (self, place.field, parvis_draft_rows (self, place.field) + 1);
  parvis_draft_forget_shown (self);
}

void
parvis_draft_remove_row (ParvisDraft *self, const char *path, guint row)
{
  ParvisPlaceOf place;

  if (parvis_draft_find (self, path, &place) && place.repeat == NULL && place.field->type == PARVIS_FIELD_REPEAT)
    parvis_value_remove (rows_of (self, place.field), row);
  parvis_draft_forget_shown (self);
}
