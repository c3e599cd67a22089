/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/rule.h"

#include <string.h>

#define MAX_LEVELS   16
#define MAX_NODES    256
#define MAX_BRANCHES 64

typedef enum
{
  RULE_CONSTANT,
  RULE_TEST,
  RULE_ALL,
  RULE_ANY,
  RULE_NOT,
} RuleKind;

struct _WcsRule
{
  RuleKind kind;
  gboolean value;   /* CONSTANT */
  JsonNode *test;   /* TEST */
  GPtrArray *rules; /* ALL, ANY, NOT */
};

static void
rule_clear (gpointer data)
{
  WcsRule *self = data;
  g_clear_pointer (&self->test, json_node_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
}

WcsRule *
wcs_rule_ref (const WcsRule *self)
{
  return g_rc_box_acquire ((gpointer) self);
}

void
wcs_rule_unref (WcsRule *self)
{
  g_rc_box_release_full (self, rule_clear);
}

static WcsRule *
rule_new (RuleKind kind)
{
  WcsRule *self = g_rc_box_new0 (WcsRule);
  self->kind = kind;
  if (kind >= RULE_ALL)
    self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_rule_unref);
  return self;
}

WcsRule *
wcs_rule_constant (gboolean value)
{
  WcsRule *self = rule_new (RULE_CONSTANT);
  self->value = !!value;
  return self;
}

JsonNode *
wcs_operand_to_json (WcsOperand operand)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, operand.kind, operand.id);
  if (operand.part != NULL)
    json_object_set_string_member (object, "part", operand.part);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

WcsRule *
wcs_rule_test (WcsOperand left, const char *op, JsonNode *value)
{
  WcsRule *self = rule_new (RULE_TEST);
  self->test = wcs_operand_to_json (left);
  json_object_set_string_member (json_node_get_object (self->test), "op", op);
  if (value != NULL)
    json_object_set_member (json_node_get_object (self->test), "value", value);
  return self;
}

gboolean
wcs_rule_is (const WcsRule *self, gboolean value)
{
  return self->kind == RULE_CONSTANT && self->value == !!value;
}

gboolean
wcs_rule_equal (const WcsRule *a, const WcsRule *b)
{
  if (a == b)
    return TRUE;
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == RULE_CONSTANT)
    return a->value == b->value;
  if (a->kind == RULE_TEST)
    return json_node_equal (a->test, b->test);
  if (a->rules->len != b->rules->len)
    return FALSE;
  for (guint i = 0; i < a->rules->len; i++)
    if (!wcs_rule_equal (g_ptr_array_index (a->rules, i), g_ptr_array_index (b->rules, i)))
      return FALSE;
  return TRUE;
}

static void
add_once (GPtrArray *rules, WcsRule *rule)
{
  for (guint i = 0; i < rules->len; i++)
    if (wcs_rule_equal (g_ptr_array_index (rules, i), rule))
      return;
  g_ptr_array_add (rules, wcs_rule_ref (rule));
}

static void
add_flat (WcsRule *group, WcsRule *rule)
{
  if (rule->kind != group->kind)
    {
      add_once (group->rules, rule);
      return;
    }
  for (guint i = 0; i < rule->rules->len; i++)
    add_once (group->rules, g_ptr_array_index (rule->rules, i));
}

static WcsRule *
join (RuleKind kind, WcsRule *a, WcsRule *b)
{
  gboolean neutral = kind == RULE_ALL;
  if (wcs_rule_is (a, neutral) || wcs_rule_is (b, !neutral))
    return wcs_rule_ref (b);
  if (wcs_rule_is (b, neutral) || wcs_rule_is (a, !neutral))
    return wcs_rule_ref (a);
  g_autoptr (WcsRule) group = rule_new (kind);
  add_flat (group, a);
  add_flat (group, b);
  if (group->rules->len == 1)
    return wcs_rule_ref (g_ptr_array_index (group->rules, 0));
  return g_steal_pointer (&group);
}

WcsRule *
wcs_rule_and (WcsRule *a, WcsRule *b)
{
  return join (RULE_ALL, a, b);
}

WcsRule *
wcs_rule_or (WcsRule *a, WcsRule *b)
{
  return join (RULE_ANY, a, b);
}

/* "!=" is by contract always the negation of "="; no other pair of operators is. */
static const char *
opposite (WcsRule *test)
{
  const char *op = json_object_get_string_member (json_node_get_object (test->test), "op");
  if (strcmp (op, "=") == 0)
    return "!=";
  return strcmp (op, "!=") == 0 ? "=" : NULL;
}

WcsRule *
wcs_rule_not (WcsRule *a)
{
  if (a->kind == RULE_CONSTANT)
    return wcs_rule_constant (!a->value);
  if (a->kind == RULE_NOT)
    return wcs_rule_ref (g_ptr_array_index (a->rules, 0));
  const char *op = a->kind == RULE_TEST ? opposite (a) : NULL;
  WcsRule *self = rule_new (op != NULL ? RULE_TEST : RULE_NOT);
  if (op == NULL)
    {
      g_ptr_array_add (self->rules, wcs_rule_ref (a));
      return self;
    }
  self->test = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->test, json_object_new ());
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  json_object_iter_init_ordered (&iter, json_node_get_object (a->test));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (strcmp (name, "op") == 0)
      json_object_set_string_member (json_node_get_object (self->test), "op", op);
    else
      json_object_set_member (json_node_get_object (self->test), name, json_node_copy (member));
  return self;
}

WcsRule *
wcs_rule_choose (WcsRule *guard, WcsRule *yes, WcsRule *no)
{
  if (wcs_rule_is (guard, TRUE) || wcs_rule_equal (yes, no))
    return wcs_rule_ref (yes);
  if (wcs_rule_is (guard, FALSE))
    return wcs_rule_ref (no);
  g_autoptr (WcsRule) otherwise = wcs_rule_not (guard);
  if (wcs_rule_is (yes, TRUE))
    return wcs_rule_or (guard, no);
  if (wcs_rule_is (yes, FALSE))
    return wcs_rule_and (otherwise, no);
  if (wcs_rule_is (no, TRUE))
    return wcs_rule_or (otherwise, yes);
  return wcs_rule_or_take (wcs_rule_and (guard, yes), wcs_rule_and (otherwise, no));
}

WcsRule *
wcs_rule_and_take (WcsRule *a, WcsRule *b)
{
  WcsRule *result = wcs_rule_and (a, b);
  wcs_rule_unref (a);
  wcs_rule_unref (b);
  return result;
}

WcsRule *
wcs_rule_or_take (WcsRule *a, WcsRule *b)
{
  WcsRule *result = wcs_rule_or (a, b);
  wcs_rule_unref (a);
  wcs_rule_unref (b);
  return result;
}

WcsRule *
wcs_rule_not_take (WcsRule *a)
{
  WcsRule *result = wcs_rule_not (a);
  wcs_rule_unref (a);
  return result;
}

static gboolean
measure (const WcsRule *self, guint level, guint *nodes)
{
  if (level > MAX_LEVELS || ++*nodes > MAX_NODES)
    return FALSE;
  if (self->rules == NULL)
    return TRUE;
  if (self->rules->len > MAX_BRANCHES)
    return FALSE;
  for (guint i = 0; i < self->rules->len; i++)
    if (!measure (g_ptr_array_index (self->rules, i), level + 1, nodes))
      return FALSE;
  return TRUE;
}

gboolean
wcs_rule_fits (const WcsRule *self)
{
  guint nodes = 0;
  return measure (self, 1, &nodes);
}

static JsonNode *
group_to_json (const WcsRule *self)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < self->rules->len; i++)
    json_array_add_element (array, wcs_rule_to_json (g_ptr_array_index (self->rules, i)));
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

JsonNode *
wcs_rule_to_json (const WcsRule *self)
{
  if (self->kind == RULE_TEST)
    return json_node_copy (self->test);
  JsonObject *object = json_object_new ();
  if (self->kind == RULE_CONSTANT)
    json_object_set_boolean_member (object, "always", self->value);
  else if (self->kind == RULE_NOT)
    json_object_set_member (object, "not", wcs_rule_to_json (g_ptr_array_index (self->rules, 0)));
  else
    json_object_set_member (object, self->kind == RULE_ALL ? "all" : "any", group_to_json (self));
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static void
collect_operand (JsonObject *operand, GHashTable *ids)
{
  if (json_object_has_member (operand, "field"))
    g_hash_table_add (ids, g_strdup (json_object_get_string_member (operand, "field")));
}

void
wcs_rule_collect_fields (const WcsRule *self, GHashTable *ids)
{
  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    wcs_rule_collect_fields (g_ptr_array_index (self->rules, i), ids);
  if (self->kind != RULE_TEST)
    return;
  JsonObject *test = json_node_get_object (self->test);
  collect_operand (test, ids);
  JsonNode *value = json_object_get_member (test, "value");
  if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    collect_operand (json_node_get_object (value), ids);
}
