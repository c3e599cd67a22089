/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/reader.h"

#include "app/demarche/condition-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
parvis_demarche_fault_free (ParvisDemarcheFault *fault)
{
  g_free (fault->pointer);
  g_free (fault->message);
  g_free (fault->remedy);
  g_free (fault);
}

ParvisReader *
parvis_reader_new (const char *language)
{
  ParvisReader *self = g_new0 (ParvisReader, 1);

  self->pointer = g_string_new (NULL);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_demarche_fault_free);
  self->language = language != NULL ? language : "fr";
  self->known_lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
parvis_reader_free (ParvisReader *self)
{
  g_string_free (self->pointer, TRUE);
  g_ptr_array_unref (self->faults);
  g_hash_table_unref (self->known_lists);
  g_free (self);
}

/* RFC 6901, section 3: "~" is "~0" and "/" is "~1". */
gsize
parvis_reader_enter (ParvisReader *self, const char *key)
{
  gsize mark = self->pointer->len;

  g_string_append_c (self->pointer, '/');
  for (; *key != '\0'; key++)
    if (*key == '~')
      g_string_append (self->pointer, "~0");
    else if (*key == '/')
      g_string_append (self->pointer, "~1");
    else
      g_string_append_c (self->pointer, *key);
  return mark;
}

gsize
parvis_reader_enter_index (ParvisReader *self, guint index)
{
  gsize mark = self->pointer->len;

  g_string_append_printf (self->pointer, "/%u", index);
  return mark;
}

void
parvis_reader_leave (ParvisReader *self, gsize mark)
{
  g_string_truncate (self->pointer, mark);
}

static void
note (ParvisReader *self, const char *remedy, char *message)
{
  ParvisDemarcheFault *fault;

  if (self->faults->len >= PARVIS_READER_MAX_FAULTS)
    {
      g_free (message);
      return;
    }
  fault = g_new0 (ParvisDemarcheFault, 1);
  fault->pointer = g_strdup (self->pointer->str);
  fault->message = message;
  fault->remedy = g_strdup (remedy);
  g_ptr_array_add (self->faults, fault);
}

void
parvis_reader_fault (ParvisReader *self, const char *remedy, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  note (self, remedy, g_strdup_vprintf (format, args));
  va_end (args);
}

void
parvis_reader_fault_at (ParvisReader *self, const char *key, const char *remedy, const char *format, ...)
{
  gsize mark = parvis_reader_enter (self, key);
  va_list args;

  va_start (args, format);
  note (self, remedy, g_strdup_vprintf (format, args));
  va_end (args);
  parvis_reader_leave (self, mark);
}

gboolean
parvis_reader_finish (const ParvisReader *self, GError **error)
{
  const ParvisDemarcheFault *first;

  if (self->faults->len == 0)
    return TRUE;
  first = g_ptr_array_index (self->faults, 0);
  g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID, "%s : %s %s",
               *first->pointer != '\0' ? first->pointer : "/", first->message, first->remedy);
  return FALSE;
}

static void
refuse_unknown_keys (ParvisReader *self, JsonObject *object, const char *const *keys)
{
  g_autoptr (GList) members = json_object_get_members (object);
  g_autofree char *known = g_strjoinv (", ", (char **) keys);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (keys, l->data))
      {
        g_autofree char *remedy = g_strdup_printf (_ ("Retirez-la ou corrigez son nom. Clés connues : %s."), known);

        parvis_reader_fault_at (self, l->data, remedy, _ ("La clé « %.80s » n’est pas connue ici."), (char *) l->data);
      }
}

JsonObject *
parvis_reader_object (ParvisReader *self, JsonNode *node, const char *const *keys)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      parvis_reader_fault (self, _ ("Écrivez-le entre accolades."), _ ("Un objet JSON est attendu ici."));
      return NULL;
    }
  refuse_unknown_keys (self, json_node_get_object (node), keys);
  return json_node_get_object (node);
}

/* The member, or %NULL with a fault when it is missing and @required. */
static JsonNode *
find (ParvisReader *self, JsonObject *object, const char *key, gboolean required)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL && required)
    parvis_reader_fault (self, _ ("Ajoutez-la."), _ ("La clé « %s » manque."), key);
  return node;
}

JsonArray *
parvis_reader_array (ParvisReader *self, JsonObject *object, const char *key, guint min, guint max, gboolean required)
{
  JsonNode *node = find (self, object, key, required);
  guint length;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      parvis_reader_fault_at (self, key, _ ("Écrivez-la entre crochets."), _ ("Une liste JSON est attendue ici."));
      return NULL;
    }
  length = json_array_get_length (json_node_get_array (node));
  if (length >= min && length <= max)
    return json_node_get_array (node);
  parvis_reader_fault_at (self, key, _ ("Ajoutez ou retirez des éléments."),
                          _ ("La liste compte %u éléments ; il en faut de %u à %u."), length, min, max);
  return NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* A non-empty string within @max characters, else a fault at the present place. */
static const char *
bounded_string (ParvisReader *self, JsonNode *node, guint max)
{
  const char *text;

  if (!holds (node, G_TYPE_STRING))
    {
      parvis_reader_fault (self, _ ("Écrivez-le entre guillemets."), _ ("Un texte est attendu ici."));
      return NULL;
    }
  text = json_node_get_string (node);
  if (*text != '\0' && g_utf8_strlen (text, -1) <= (glong) max)
    return text;
  parvis_reader_fault (self, *text != '\0' ? _ ("Raccourcissez-le.") : _ ("Complétez-le, ou retirez la clé."),
                       _ ("Le texte compte %ld caractères ; il en faut de 1 à %u."), g_utf8_strlen (text, -1), max);
  return NULL;
}

const char *
parvis_reader_string (ParvisReader *self, JsonObject *object, const char *key, guint max, gboolean required)
{
  JsonNode *node = find (self, object, key, required);
  const char *text;
  gsize mark;

  if (node == NULL)
    return NULL;
  mark = parvis_reader_enter (self, key);
  text = bounded_string (self, node, max);
  parvis_reader_leave (self, mark);
  return text;
}

/* Every language is checked, one is taken. */
static const char *
translated (ParvisReader *self, JsonObject *languages, guint max)
{
  g_autoptr (GList) members = json_object_get_members (languages);
  const char *french = NULL, *wanted = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    {
      gsize mark = parvis_reader_enter (self, l->data);
      const char *text = bounded_string (self, json_object_get_member (languages, l->data), max);

      if (strcmp (l->data, "fr") == 0)
        french = text;
      if (strcmp (l->data, self->language) == 0)
        wanted = text;
      parvis_reader_leave (self, mark);
    }
  if (!json_object_has_member (languages, "fr"))
    parvis_reader_fault (self, _ ("Ajoutez la clé « fr »."), _ ("Le texte français manque."));
  return wanted != NULL ? wanted : french;
}

char *
parvis_reader_text (ParvisReader *self, JsonObject *object, const char *key, guint max, gboolean required)
{
  JsonNode *node = find (self, object, key, required);
  const char *text;
  gsize mark;

  if (node == NULL)
    return NULL;
  mark = parvis_reader_enter (self, key);
  text = JSON_NODE_HOLDS_OBJECT (node) ? translated (self, json_node_get_object (node), max)
                                       : bounded_string (self, node, max);
  parvis_reader_leave (self, mark);
  return g_strdup (text);
}

char *
parvis_reader_french (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  node = json_object_get_member (json_node_get_object (node), "fr");
  return holds (node, G_TYPE_STRING) ? json_node_dup_string (node) : NULL;
}

gboolean
parvis_is_field_id (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return strlen (text) <= 80;
}

static gboolean
is_file_id (const char *text)
{
  if (*text == '-' || *text == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;
  return strlen (text) <= 80;
}

const char *
parvis_reader_id (ParvisReader *self, JsonObject *object, const char *key, gboolean field, gboolean required)
{
  const char *text = parvis_reader_string (self, object, key, 80, required);

  if (text == NULL || (field ? parvis_is_field_id (text) : is_file_id (text)))
    return text;
  parvis_reader_fault_at (
      self, key,
      field ? _ ("Prenez des lettres sans accent, des chiffres et « _ », sans commencer par un chiffre.")
            : _ ("Prenez des minuscules sans accent, des chiffres et « - »."),
      _ ("« %s » n’est pas un identifiant."), text);
  return NULL;
}

guint
parvis_reader_uint (ParvisReader *self, JsonObject *object, const char *key, guint min, guint max, guint fallback)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    return fallback;
  if (holds (node, G_TYPE_INT64) && json_node_get_int (node) >= min && json_node_get_int (node) <= max)
    return (guint) json_node_get_int (node);
  parvis_reader_fault_at (self, key, _ ("Corrigez ce nombre."), _ ("Un nombre entier de %u à %u est attendu ici."), min,
                          max);
  return fallback;
}

double
parvis_reader_number (ParvisReader *self, JsonObject *object, const char *key, double fallback)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    return fallback;
  if ((holds (node, G_TYPE_INT64) || holds (node, G_TYPE_DOUBLE)) && isfinite (json_node_get_double (node)))
    return json_node_get_double (node);
  parvis_reader_fault_at (self, key, _ ("Écrivez-le sans guillemets, avec un point."),
                          _ ("Un nombre est attendu ici."));
  return fallback;
}

gboolean
parvis_reader_boolean (ParvisReader *self, JsonObject *object, const char *key, gboolean fallback)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    return fallback;
  if (holds (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);
  parvis_reader_fault_at (self, key, _ ("Écrivez true ou false."), _ ("Vrai ou faux est attendu ici."));
  return fallback;
}

int
parvis_reader_enum (ParvisReader *self, JsonObject *object, const char *key, const char *const *names,
                    gboolean required)
{
  const char *text = parvis_reader_string (self, object, key, 80, required);
  g_autofree char *known = NULL, *remedy = NULL;

  if (text == NULL)
    return -1;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], text) == 0)
      return i;
  known = g_strjoinv (", ", (char **) names);
  remedy = g_strdup_printf (_ ("Choisissez parmi : %s."), known);
  parvis_reader_fault_at (self, key, remedy, _ ("« %s » n’est pas connu ici."), text);
  return -1;
}

static gboolean
is_scalar (const ParvisValue *value)
{
  ParvisValueKind kind = parvis_value_kind (value);

  return kind == PARVIS_VALUE_NUMBER || kind == PARVIS_VALUE_BOOLEAN || kind == PARVIS_VALUE_EMPTY
         || (kind == PARVIS_VALUE_TEXT && g_utf8_strlen (parvis_value_text (value), -1) <= 500);
}

static gboolean
is_constant (const ParvisValue *value)
{
  if (parvis_value_kind (value) != PARVIS_VALUE_LIST)
    return is_scalar (value);
  for (guint i = 0; i < parvis_value_length (value); i++)
    if (!is_scalar (parvis_value_item (value, i)))
      return FALSE;
  return parvis_value_length (value) <= 500;
}

ParvisValue *
parvis_reader_constant (ParvisReader *self, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  g_autoptr (ParvisValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_NULL (node) && !JSON_NODE_HOLDS_OBJECT (node))
    value = parvis_value_from_json (node, &error);
  if (value != NULL && is_constant (value))
    return g_steal_pointer (&value);
  parvis_reader_fault_at (
      self, key, _ ("Écrivez un texte (500 caractères au plus), un nombre, true, false ou une liste de ceux-ci."),
      _ ("La valeur ne convient pas."));
  return NULL;
}

ParvisCondition *
parvis_reader_condition (ParvisReader *self, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  ParvisCondition *condition;
  gsize mark;

  if (node == NULL)
    return NULL;
  mark = parvis_reader_enter (self, key);
  condition = parvis_condition_read (self, node);
  parvis_reader_leave (self, mark);
  return condition;
}
