/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions: reading the tree. Its evaluation is in condition-eval.c.
 */
#include "app/demarche/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LEVELS 16
#define MAX_NODES  256

static const char *const op_names[]
    = { "=", "!=", "<", "<=", ">", ">=", "contains", "in", "starts-with", "answered", NULL };
static const char *const part_names[] = { "label", "length", "lower", "lower-label", "age", "number", NULL };
static const char *const condition_keys[]
    = { "all", "any", "not", "always", "field", "setting", "part", "op", "value", NULL };
static const char *const operand_keys[] = { "field", "setting", "part", "today", NULL };

typedef struct
{
  ParvisReader *reader;
  guint nodes;
  guint level;
} Walk;

static ParvisCondition *read_condition (Walk *walk, JsonNode *node);

const char *
parvis_op_to_string (ParvisOp op)
{
  return op_names[op];
}

static ParvisCondition *
condition_new (ParvisConditionKind kind)
{
  ParvisCondition *self = g_new0 (ParvisCondition, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_condition_unref);
  return self;
}

ParvisCondition *
parvis_condition_ref (ParvisCondition *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
clear_operand (ParvisOperand *operand)
{
  g_free (operand->id);
  parvis_value_free (operand->constant);
}

void
parvis_condition_unref (ParvisCondition *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->children);
  clear_operand (&self->left);
  clear_operand (&self->right);
  g_free (self);
}

/* "field" or "setting", and "part". FALSE when there is neither. */
static gboolean
read_reference (ParvisReader *reader, JsonObject *object, ParvisOperand *operand)
{
  gboolean field = json_object_has_member (object, "field");
  int part = parvis_reader_enum (reader, object, "part", part_names, FALSE);

  operand->part = part >= 0 ? (ParvisPart) part : PARVIS_PART_WHOLE;
  operand->kind = field ? PARVIS_OPERAND_FIELD : PARVIS_OPERAND_SETTING;
  if (!field && !json_object_has_member (object, "setting"))
    return FALSE;
  if (field && json_object_has_member (object, "setting"))
    parvis_reader_fault (reader, _ ("Gardez « field » ou « setting », l’un des deux."),
                         _ ("« field » et « setting » sont ensemble."));
  operand->id = g_strdup (parvis_reader_id (reader, object, field ? "field" : "setting", TRUE, TRUE));
  return TRUE;
}

static void
read_today (ParvisReader *reader, JsonObject *object, ParvisOperand *operand)
{
  JsonNode *node = json_object_get_member (object, "today");

  operand->kind = PARVIS_OPERAND_TODAY;
  operand->part = PARVIS_PART_WHOLE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      && ABS (json_node_get_int (node)) <= 40000 && json_object_get_size (object) == 1)
    operand->days = (int) json_node_get_int (node);
  else
    parvis_reader_fault (reader, _ ("Écrivez {\"today\": 0}, ou un autre nombre de jours entre -40000 et 40000."),
                         _ ("La date du jour est mal écrite."));
}

static void
read_operand (ParvisReader *reader, JsonNode *node, ParvisOperand *operand)
{
  gsize mark = parvis_reader_enter (reader, "value");
  JsonObject *object = parvis_reader_object (reader, node, operand_keys);

  if (object != NULL && json_object_has_member (object, "today"))
    read_today (reader, object, operand);
  else if (object != NULL && !read_reference (reader, object, operand))
    parvis_reader_fault (reader, _ ("Écrivez {\"field\": …}, {\"setting\": …} ou {\"today\": …}."),
                         _ ("On ne sait pas à quoi comparer."));
  parvis_reader_leave (reader, mark);
}

static void
read_right (ParvisReader *reader, JsonObject *object, ParvisCondition *self)
{
  JsonNode *node = json_object_get_member (object, "value");

  if (self->op == PARVIS_OP_ANSWERED && node != NULL)
    parvis_reader_fault_at (reader, "value", _ ("Retirez-la."),
                            _ ("« answered » ne compare pas : « value » est de trop."));
  else if (self->op != PARVIS_OP_ANSWERED && node == NULL)
    parvis_reader_fault (reader, _ ("Ajoutez-la."), _ ("La clé « value » manque."));
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    read_operand (reader, node, &self->right);
  else
    self->right.constant = parvis_reader_constant (reader, object, "value");
}

static ParvisCondition *
read_compare (ParvisReader *reader, JsonObject *object)
{
  ParvisCondition *self = condition_new (PARVIS_CONDITION_COMPARE);
  int op = parvis_reader_enum (reader, object, "op", op_names, TRUE);

  self->right.part = PARVIS_PART_WHOLE;
  read_reference (reader, object, &self->left);
  if (op >= 0)
    {
      self->op = (ParvisOp) op;
      read_right (reader, object, self);
    }
  return self;
}

static void
add_child (Walk *walk, ParvisCondition *self, JsonNode *node)
{
  ParvisCondition *child = read_condition (walk, node);

  if (child != NULL)
    g_ptr_array_add (self->children, child);
}

static ParvisCondition *
read_group (Walk *walk, JsonObject *object, ParvisConditionKind kind, const char *key)
{
  JsonArray *items = parvis_reader_array (walk->reader, object, key, 1, 64, TRUE);
  ParvisCondition *self = condition_new (kind);
  gsize mark = parvis_reader_enter (walk->reader, key);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      gsize item = parvis_reader_enter_index (walk->reader, i);

      add_child (walk, self, json_array_get_element (items, i));
      parvis_reader_leave (walk->reader, item);
    }
  parvis_reader_leave (walk->reader, mark);
  return self;
}

static ParvisCondition *
read_not (Walk *walk, JsonObject *object)
{
  ParvisCondition *self = condition_new (PARVIS_CONDITION_NOT);
  gsize mark = parvis_reader_enter (walk->reader, "not");

  add_child (walk, self, json_object_get_member (object, "not"));
  parvis_reader_leave (walk->reader, mark);
  return self;
}

static ParvisCondition *
read_always (ParvisReader *reader, JsonObject *object)
{
  ParvisCondition *self = condition_new (PARVIS_CONDITION_ALWAYS);

  self->always = parvis_reader_boolean (reader, object, "always", FALSE);
  return self;
}

/* A tree node is one of all, any, not, always, or a comparison, and nothing of the others. */
static ParvisCondition *
read_kind (Walk *walk, JsonObject *object)
{
  gboolean compares = json_object_has_member (object, "field") || json_object_has_member (object, "setting");

  if (!compares && json_object_get_size (object) == 1 && json_object_has_member (object, "all"))
    return read_group (walk, object, PARVIS_CONDITION_ALL, "all");
  if (!compares && json_object_get_size (object) == 1 && json_object_has_member (object, "any"))
    return read_group (walk, object, PARVIS_CONDITION_ANY, "any");
  if (!compares && json_object_get_size (object) == 1 && json_object_has_member (object, "not"))
    return read_not (walk, object);
  if (!compares && json_object_get_size (object) == 1 && json_object_has_member (object, "always"))
    return read_always (walk->reader, object);
  if (compares && !json_object_has_member (object, "all") && !json_object_has_member (object, "any")
      && !json_object_has_member (object, "not") && !json_object_has_member (object, "always"))
    return read_compare (walk->reader, object);
  parvis_reader_fault (walk->reader,
                       _ ("Écrivez une seule chose : « all », « any », « not », « always », ou une "
                          "comparaison (« field », « op », « value »)."),
                       _ ("Cette condition n’est pas lisible."));
  return NULL;
}

static ParvisCondition *
read_condition (Walk *walk, JsonNode *node)
{
  JsonObject *object = parvis_reader_object (walk->reader, node, condition_keys);
  ParvisCondition *self = NULL;

  if (object == NULL)
    return NULL;
  if (++walk->nodes > MAX_NODES || walk->level >= MAX_LEVELS)
    {
      if (walk->nodes <= MAX_NODES + 1)
        parvis_reader_fault (walk->reader, _ ("Découpez-la."),
                             _ ("La condition est trop grande (16 niveaux et 256 éléments au plus)."));
      return NULL;
    }
  walk->level++;
  self = read_kind (walk, object);
  walk->level--;
  return self;
}

ParvisCondition *
parvis_condition_read (ParvisReader *reader, JsonNode *node)
{
  guint before = reader->faults->len;
  Walk walk = { reader, 0, 0 };
  ParvisCondition *self = read_condition (&walk, node);

  if (self != NULL && (reader->faults->len > before || before >= PARVIS_READER_MAX_FAULTS))
    g_clear_pointer (&self, parvis_condition_unref);
  return self;
}

ParvisCondition *
parvis_condition_parse (JsonNode *node, GError **error)
{
  g_autoptr (ParvisReader) reader = parvis_reader_new (NULL);
  g_autoptr (ParvisCondition) self = parvis_condition_read (reader, node);

  return parvis_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_condition_foreach (const ParvisCondition *self, ParvisCompareFunc func, gpointer user_data)
{
  if (self->kind == PARVIS_CONDITION_COMPARE)
    func (self, user_data);
  for (guint i = 0; i < self->children->len; i++)
    parvis_condition_foreach (g_ptr_array_index (self->children, i), func, user_data);
}

static void
add_once (GPtrArray *ids, const ParvisOperand *operand, ParvisOperandKind kind)
{
  if (operand->kind == kind && operand->id != NULL
      && !g_ptr_array_find_with_equal_func (ids, operand->id, g_str_equal, NULL))
    g_ptr_array_add (ids, operand->id);
}

static void
add_fields (const ParvisCondition *compare, gpointer ids)
{
  add_once (ids, &compare->left, PARVIS_OPERAND_FIELD);
  add_once (ids, &compare->right, PARVIS_OPERAND_FIELD);
}

static void
add_settings (const ParvisCondition *compare, gpointer ids)
{
  add_once (ids, &compare->left, PARVIS_OPERAND_SETTING);
  add_once (ids, &compare->right, PARVIS_OPERAND_SETTING);
}

GPtrArray *
parvis_condition_fields (const ParvisCondition *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  parvis_condition_foreach (self, add_fields, ids);
  return ids;
}

GPtrArray *
parvis_condition_settings (const ParvisCondition *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  parvis_condition_foreach (self, add_settings, ids);
  return ids;
}
