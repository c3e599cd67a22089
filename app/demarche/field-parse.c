/* SPDX-License-Identifier: EUPL-1.2
 *
 * One field of a definition.
 */
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_BLOCK 60

static const char *const field_keys[]
    = { "id",         "type",    "label",   "hint",       "placeholder", "required",        "condition",
        "initial",    "options", "list",    "other",      "pattern",     "pattern_message", "min_length",
        "max_length", "minimum", "maximum", "date_limit", "min_items",   "max_items",       "fields",
        "row_label",  "style",   "card",    NULL };

#define ON(type) (G_GUINT64_CONSTANT (1) << PARVIS_FIELD_##type)
#define TYPED    (ON (TEXT) | ON (TEXTAREA) | ON (EMAIL) | ON (PHONE))
#define CHOSEN   (ON (CHOICE) | ON (CHOICES) | ON (LINKED) | ON (APPOINTMENT))
#define SILENT   (ON (EXPLANATION))
#define BARE                                                                                                           \
  (ON (REPEAT) | ON (FILE) | ON (SIGNATURE) | ON (ADDRESS) | ON (COMMUNE) | ON (IDENTITY) | ON (POINT) | ON (LINKED))

/* Keys that only mean something on some types: elsewhere they are a mistake that would pass unseen. */
static const struct
{
  const char *key;
  guint64 types;
} key_types[] = {
  { "options", CHOSEN },
  { "list", CHOSEN },
  { "other", ON (CHOICE) },
  { "pattern", TYPED },
  { "pattern_message", TYPED },
  { "min_length", TYPED },
  { "max_length", TYPED },
  { "minimum", ON (INTEGER) | ON (DECIMAL) },
  { "maximum", ON (INTEGER) | ON (DECIMAL) },
  { "date_limit", ON (DATE) | ON (DATETIME) },
  { "min_items", ON (CHOICES) | ON (REPEAT) | ON (FILE) },
  { "max_items", ON (CHOICES) | ON (REPEAT) | ON (FILE) },
  { "fields", ON (REPEAT) },
  { "row_label", ON (REPEAT) },
  { "card", ON (TEXT) },
  { "style", ON (EXPLANATION) },
  { "initial", ~(BARE | SILENT) },
  { "required", ~SILENT },
  { "placeholder", ~SILENT },
};

static int
read_type (ParvisReader *reader, JsonObject *object)
{
  const char *names[PARVIS_FIELD_EXPLANATION + 2] = { NULL };

  for (guint i = 0; i <= PARVIS_FIELD_EXPLANATION; i++)
    names[i] = parvis_field_type_to_string ((ParvisFieldType) i);
  return parvis_reader_enum (reader, object, "type", names, TRUE);
}

static void
refuse_misplaced_keys (ParvisReader *reader, JsonObject *object, ParvisFieldType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_types); i++)
    if (json_object_has_member (object, key_types[i].key)
        && (key_types[i].types & (G_GUINT64_CONSTANT (1) << type)) == 0)
      parvis_reader_fault_at (reader, key_types[i].key, _ ("Retirez-la."),
                              _ ("La clé « %s » ne veut rien dire pour le type « %s »."), key_types[i].key,
                              parvis_field_type_to_string (type));
}

static void
read_required (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  JsonNode *node = json_object_get_member (object, "required");

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    field->required_if = parvis_reader_condition (reader, object, "required");
  else
    field->required = parvis_reader_boolean (reader, object, "required", FALSE);
}

GRegex *
parvis_pattern_compile (const char *text, GError **error)
{
  /* PCRE2's own bounds, set in the pattern: a pattern that runs wild on some answer gives up instead of the
   * kiosk. They hold for the interpreter, not for the just-in-time compiler. Compiled alone first, or "a)|(b"
   * would slip out of the group. */
  static const char start[] = "(*NO_JIT)(*LIMIT_MATCH=200000)(*LIMIT_HEAP=20000)\\A(?:";
  g_autoptr (GRegex) alone = g_regex_new (text, 0, 0, error);
  g_autofree char *whole = g_strconcat (start, text, "\n)\\z", NULL);
  g_autofree char *plain = g_strconcat (start, text, ")\\z", NULL);
  GRegex *regex;

  if (alone == NULL)
    return NULL;
  regex = g_regex_new (plain, 0, 0, NULL);
  /* A comment of an (?x) pattern would swallow the closing parenthesis: give it its own line. */
  return regex != NULL ? regex : g_regex_new (whole, 0, 0, error);
}

void
parvis_field_read_pattern (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  g_autoptr (GError) error = NULL;

  field->pattern = g_strdup (parvis_reader_string (reader, object, "pattern", 500, FALSE));
  field->pattern_message = parvis_reader_text (reader, object, "pattern_message", 300, FALSE);
  if (field->pattern == NULL)
    return;
  field->regex = parvis_pattern_compile (field->pattern, &error);
  if (field->regex == NULL)
    parvis_reader_fault_at (reader, "pattern", _ ("Corrigez l’expression PCRE2."), "%s", error->message);
}

static void
read_limits (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  static const char *const limits[] = { "any", "past", "past-or-today", "future", "future-or-today", NULL };
  int limit = parvis_reader_enum (reader, object, "date_limit", limits, FALSE);

  field->min_length = parvis_reader_uint (reader, object, "min_length", 0, 10000, 0);
  field->max_length = parvis_reader_uint (reader, object, "max_length", 1, 10000, 0);
  field->minimum = parvis_reader_number (reader, object, "minimum", -INFINITY);
  field->maximum = parvis_reader_number (reader, object, "maximum", INFINITY);
  field->min_items = parvis_reader_uint (reader, object, "min_items", 0, 100, 0);
  field->max_items = parvis_reader_uint (reader, object, "max_items", 1, 100, 0);
  field->date_limit = limit > 0 ? (ParvisDateLimit) limit : PARVIS_DATE_ANY;
}

static void
check_limits (ParvisReader *reader, const ParvisField *field)
{
  const char *remedy = _ ("Corrigez l’un des deux.");

  if (field->max_length != 0 && field->min_length > field->max_length)
    parvis_reader_fault_at (reader, "min_length", remedy, _ ("La longueur minimale dépasse la maximale."));
  if (field->minimum > field->maximum)
    parvis_reader_fault_at (reader, "minimum", remedy, _ ("Le minimum dépasse le maximum."));
  if (field->type == PARVIS_FIELD_INTEGER && floor (field->maximum) < ceil (field->minimum))
    parvis_reader_fault_at (reader, "minimum", remedy,
                            _ ("Il n’y a aucun nombre entier entre le minimum et le maximum."));
  if (field->max_items != 0 && field->min_items > field->max_items)
    parvis_reader_fault_at (reader, "min_items", remedy, _ ("Le nombre minimal dépasse le maximal."));
  if (field->type == PARVIS_FIELD_CHOICES && field->options != NULL && field->min_items > field->options->len)
    parvis_reader_fault_at (reader, "min_items", _ ("Demandez-en moins, ou ajoutez des options."),
                            _ ("Il n’y a pas assez d’options."));
}

static void
read_block (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  JsonArray *array = parvis_reader_array (reader, object, "fields", 1, MAX_BLOCK, TRUE);
  gsize mark = parvis_reader_enter (reader, "fields");

  field->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_field_free);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gsize item = parvis_reader_enter_index (reader, i);

      g_ptr_array_add (field->fields, parvis_field_read (reader, json_array_get_element (array, i), TRUE));
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

static void
read_texts (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  field->id = g_strdup (parvis_reader_id (reader, object, "id", TRUE, TRUE));
  field->label = parvis_reader_text (reader, object, "label", 1200, TRUE);
  field->hint = parvis_reader_text (reader, object, "hint", 1200, FALSE);
  field->placeholder = parvis_reader_text (reader, object, "placeholder", 80, FALSE);
  field->row_label = parvis_reader_text (reader, object, "row_label", 80, FALSE);
}

static void
read_style (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  static const char *const styles[] = { "text", "heading", "note", NULL };
  int style = parvis_reader_enum (reader, object, "style", styles, FALSE);

  field->style = style > 0 ? (ParvisExplanationStyle) style : PARVIS_EXPLANATION_TEXT;
}

static void
read_rest (ParvisReader *reader, JsonObject *object, ParvisField *field)
{
  read_texts (reader, object, field);
  read_required (reader, object, field);
  field->condition = parvis_reader_condition (reader, object, "condition");
  field->initial = parvis_reader_constant (reader, object, "initial");
  field->options = parvis_options_read (reader, object);
  field->other = parvis_reader_boolean (reader, object, "other", FALSE);
  parvis_field_read_pattern (reader, object, field);
  read_limits (reader, object, field);
  check_limits (reader, field);
  read_style (reader, object, field);
  field->card = g_strdup (parvis_reader_id (reader, object, "card", FALSE, FALSE));
}

static void
read_typed (ParvisReader *reader, JsonObject *object, ParvisField *field, gboolean in_block)
{
  guint64 type = G_GUINT64_CONSTANT (1) << field->type;

  refuse_misplaced_keys (reader, object, field->type);
  if ((type & CHOSEN) != 0 && !json_object_has_member (object, "options") && !json_object_has_member (object, "list"))
    parvis_reader_fault (reader, _ ("Ajoutez « options » ou « list »."), _ ("Ce choix n’a pas d’options."));
  if (field->type == PARVIS_FIELD_REPEAT && in_block)
    parvis_reader_fault_at (reader, "type", _ ("Sortez-le du bloc."),
                            _ ("Un bloc répété ne peut pas en contenir un autre."));
  else if (field->type == PARVIS_FIELD_REPEAT)
    read_block (reader, object, field);
}

ParvisField *
parvis_field_read (ParvisReader *reader, JsonNode *node, gboolean in_block)
{
  ParvisField *field = g_new0 (ParvisField, 1);
  JsonObject *object = parvis_reader_object (reader, node, field_keys);
  int type;

  field->type = PARVIS_FIELD_EXPLANATION;
  field->ordinal = reader->fields++;
  if (reader->fields == PARVIS_DEMARCHE_MAX_FIELDS + 1)
    parvis_reader_fault (reader, _ ("Partagez la démarche en deux."), _ ("Il y a trop de questions (1 000 au plus)."));
  if (object == NULL || reader->fields > PARVIS_DEMARCHE_MAX_FIELDS)
    return field;
  type = read_type (reader, object);
  field->type = type >= 0 ? (ParvisFieldType) type : PARVIS_FIELD_EXPLANATION;
  read_rest (reader, object, field);
  if (type >= 0)
    read_typed (reader, object, field, in_block);
  return field;
}
