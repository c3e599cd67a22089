/* SPDX-License-Identifier: EUPL-1.2
 *
 * A definition from JSON: the whole and its steps.
 */
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>

#define MAX_STEPS       40
#define MAX_STEP_FIELDS 120
#define MAX_CHECKS      20
#define MAX_SETTINGS    200
#define USUAL_SILENCE   60 /* days: two months (CRPA, article L231-1), when the definition sets no other */

static const char *const demarche_keys[] = { "$schema", "id",      "title", "summary",  "minutes", "office", "label",
                                             "privacy", "silence", "next",  "settings", "steps",   NULL };
static const char *const privacy_keys[]
    = { "controller", "purpose", "legal_basis", "retention", "recipients", "rights", NULL };
static const char *const silence_keys[] = { "means", "days", NULL };
static const char *const step_keys[] = { "id", "title", "intro", "condition", "fields", "checks", NULL };
static const char *const check_keys[] = { "condition", "message", NULL };

static void
step_check_free (ParvisStepCheck *check)
{
  g_clear_pointer (&check->condition, parvis_condition_unref);
  g_free (check->message);
  g_free (check);
}

static void
step_free (ParvisStep *step)
{
  g_free (step->id);
  g_free (step->title);
  g_free (step->intro);
  g_clear_pointer (&step->condition, parvis_condition_unref);
  g_ptr_array_unref (step->fields);
  g_ptr_array_unref (step->checks);
  g_free (step);
}

static ParvisStepCheck *
read_check (ParvisReader *reader, JsonNode *node)
{
  ParvisStepCheck *check = g_new0 (ParvisStepCheck, 1);
  JsonObject *object = parvis_reader_object (reader, node, check_keys);

  if (object == NULL)
    return check;
  if (!json_object_has_member (object, "condition"))
    parvis_reader_fault (reader, _ ("Ajoutez-la."), _ ("La clé « condition » manque."));
  check->condition = parvis_reader_condition (reader, object, "condition");
  check->message = parvis_reader_text (reader, object, "message", 300, TRUE);
  return check;
}

static void
read_checks (ParvisReader *reader, JsonObject *object, ParvisStep *step)
{
  JsonArray *array = parvis_reader_array (reader, object, "checks", 0, MAX_CHECKS, FALSE);
  gsize mark = parvis_reader_enter (reader, "checks");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gsize item = parvis_reader_enter_index (reader, i);

      g_ptr_array_add (step->checks, read_check (reader, json_array_get_element (array, i)));
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

static void
read_fields (ParvisReader *reader, JsonObject *object, ParvisStep *step)
{
  JsonArray *array = parvis_reader_array (reader, object, "fields", 0, MAX_STEP_FIELDS, TRUE);
  gsize mark = parvis_reader_enter (reader, "fields");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gsize item = parvis_reader_enter_index (reader, i);

      g_ptr_array_add (step->fields, parvis_field_read (reader, json_array_get_element (array, i), FALSE));
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

static ParvisStep *
read_step (ParvisReader *reader, JsonNode *node, guint ordinal)
{
  ParvisStep *step = g_new0 (ParvisStep, 1);
  JsonObject *object = parvis_reader_object (reader, node, step_keys);

  step->ordinal = ordinal;
  step->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_field_free);
  step->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) step_check_free);
  if (object == NULL)
    return step;
  step->id = g_strdup (parvis_reader_id (reader, object, "id", TRUE, TRUE));
  step->title = parvis_reader_text (reader, object, "title", 80, TRUE);
  step->intro = parvis_reader_text (reader, object, "intro", 1200, FALSE);
  step->condition = parvis_reader_condition (reader, object, "condition");
  read_fields (reader, object, step);
  read_checks (reader, object, step);
  return step;
}

static void
read_steps (ParvisReader *reader, JsonObject *object, ParvisDemarche *self)
{
  JsonArray *array = parvis_reader_array (reader, object, "steps", 1, MAX_STEPS, TRUE);
  gsize mark = parvis_reader_enter (reader, "steps");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gsize item = parvis_reader_enter_index (reader, i);

      g_ptr_array_add (self->steps, read_step (reader, json_array_get_element (array, i), i));
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

/* The object under @key, entered; %NULL (a fault) when it is missing or none, and then nothing was entered.
 */
static JsonObject *
enter_part (ParvisReader *reader, JsonObject *object, const char *key, const char *const *keys, gsize *mark)
{
  JsonObject *part;

  if (!json_object_has_member (object, key))
    {
      parvis_reader_fault (reader, _ ("Ajoutez-la."), _ ("La clé « %s » manque."), key);
      return NULL;
    }
  *mark = parvis_reader_enter (reader, key);
  part = parvis_reader_object (reader, json_object_get_member (object, key), keys);
  if (part == NULL)
    parvis_reader_leave (reader, *mark);
  return part;
}

static void
read_privacy (ParvisReader *reader, JsonObject *object, ParvisPrivacy *privacy)
{
  gsize mark;
  JsonObject *part = enter_part (reader, object, "privacy", privacy_keys, &mark);

  if (part == NULL)
    return;
  privacy->controller = parvis_reader_text (reader, part, "controller", 300, TRUE);
  privacy->purpose = parvis_reader_text (reader, part, "purpose", 300, TRUE);
  privacy->legal_basis = parvis_reader_text (reader, part, "legal_basis", 300, TRUE);
  privacy->retention = parvis_reader_text (reader, part, "retention", 300, TRUE);
  privacy->recipients = parvis_reader_text (reader, part, "recipients", 300, FALSE);
  privacy->rights = parvis_reader_text (reader, part, "rights", 300, FALSE);
  parvis_reader_leave (reader, mark);
}

static void
read_silence (ParvisReader *reader, JsonObject *object, ParvisDemarche *self)
{
  static const char *const meanings[] = { "rejection", "acceptance", "nothing", NULL };
  gsize mark;
  JsonObject *part = enter_part (reader, object, "silence", silence_keys, &mark);
  int means;

  if (part == NULL)
    return;
  means = parvis_reader_enum (reader, part, "means", meanings, TRUE);
  self->silence = means >= 0 ? (ParvisSilence) means : PARVIS_SILENCE_NOTHING;
  self->silence_days
      = parvis_reader_uint (reader, part, "days", 1, 730, self->silence != PARVIS_SILENCE_NOTHING ? USUAL_SILENCE : 0);
  if (self->silence == PARVIS_SILENCE_NOTHING && json_object_has_member (part, "days"))
    parvis_reader_fault_at (reader, "days", _ ("Retirez-la."),
                            _ ("Un silence qui ne veut rien dire n’a pas de délai."));
  parvis_reader_leave (reader, mark);
}

static void
read_setting (ParvisReader *reader, JsonObject *settings, const char *id, ParvisDemarche *self)
{
  ParvisValue *value = parvis_reader_constant (reader, settings, id);

  if (!parvis_is_field_id (id))
    parvis_reader_fault_at (reader, id, _ ("Prenez des lettres sans accent, des chiffres et « _ »."),
                            _ ("« %.80s » n’est pas un identifiant."), id);
  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (id), value);
}

static void
read_settings (ParvisReader *reader, JsonObject *object, ParvisDemarche *self)
{
  JsonNode *node = json_object_get_member (object, "settings");
  g_autoptr (GList) members = NULL;
  gsize mark;

  if (node == NULL)
    return;
  mark = parvis_reader_enter (reader, "settings");
  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) > MAX_SETTINGS)
    parvis_reader_fault (reader, _ ("Écrivez-les entre accolades."),
                         _ ("Un objet d’au plus 200 réglages est attendu ici."));
  else
    members = json_object_get_members (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next)
    read_setting (reader, json_node_get_object (node), l->data, self);
  parvis_reader_leave (reader, mark);
}

static void
read_head (ParvisReader *reader, JsonObject *object, ParvisDemarche *self)
{
  self->id = g_strdup (parvis_reader_id (reader, object, "id", FALSE, TRUE));
  self->title = parvis_reader_text (reader, object, "title", 80, TRUE);
  self->summary = parvis_reader_text (reader, object, "summary", 300, FALSE);
  self->minutes = parvis_reader_uint (reader, object, "minutes", 1, 120, 0);
  self->office = g_strdup (parvis_reader_id (reader, object, "office", FALSE, FALSE));
  self->next = parvis_reader_text (reader, object, "next", 300, FALSE);
  self->label = parvis_reader_boolean (reader, object, "label", FALSE);
}

/* The first field of an id wins; parvis_demarche_check() refuses the second. */
static void
index_fields (ParvisDemarche *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (self->steps, i);

      for (guint j = 0; j < step->fields->len; j++)
        {
          ParvisField *field = g_ptr_array_index (step->fields, j);

          field->step = i;
          if (field->id != NULL && !g_hash_table_contains (self->fields, field->id))
            g_hash_table_insert (self->fields, field->id, field);
        }
    }
}

static ParvisDemarche *
demarche_new (void)
{
  ParvisDemarche *self = g_new0 (ParvisDemarche, 1);

  g_atomic_ref_count_init (&self->references);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) parvis_value_free);
  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  return self;
}

static ParvisDemarche *
read_demarche (ParvisReader *reader, JsonNode *node)
{
  ParvisDemarche *self = demarche_new ();
  JsonObject *object = parvis_reader_object (reader, node, demarche_keys);

  if (object == NULL)
    return self;
  read_head (reader, object, self);
  read_privacy (reader, object, &self->privacy);
  read_silence (reader, object, self);
  read_settings (reader, object, self);
  read_steps (reader, object, self);
  index_fields (self);
  if (reader->fields <= PARVIS_DEMARCHE_MAX_FIELDS)
    parvis_demarche_check (reader, self);
  return self;
}

ParvisDemarche *
parvis_demarche_parse (JsonNode *node, const char *language, ParvisDemarcheLists lists, gpointer user_data,
                       GError **error)
{
  g_autoptr (ParvisReader) reader = parvis_reader_new (language);
  g_autoptr (ParvisDemarche) self = NULL;

  reader->lists = lists;
  reader->lists_data = user_data;
  self = read_demarche (reader, node);
  return parvis_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
parvis_demarche_faults (JsonNode *node, ParvisDemarcheLists lists, gpointer user_data)
{
  g_autoptr (ParvisReader) reader = parvis_reader_new (NULL);

  reader->lists = lists;
  reader->lists_data = user_data;
  parvis_demarche_unref (read_demarche (reader, node));
  return g_ptr_array_ref (reader->faults);
}
