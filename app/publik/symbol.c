/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/symbol.h"

void
wcs_variable_free (WcsVariable *variable)
{
  g_free (variable->id);
  g_clear_pointer (&variable->choices, g_ptr_array_unref);
  g_free (variable);
}

static void
value_clear (gpointer data)
{
  WcsValue *self = data;
  g_free (self->text);
  g_strfreev (self->list);
}

WcsValue *
wcs_value_ref (const WcsValue *self)
{
  return g_rc_box_acquire ((gpointer) self);
}

void
wcs_value_unref (WcsValue *self)
{
  g_rc_box_release_full (self, value_clear);
}

WcsValue *
wcs_value_new (WcsValueKind kind)
{
  WcsValue *self = g_rc_box_new0 (WcsValue);
  self->kind = kind;
  return self;
}

WcsValue *
wcs_value_copy (const WcsValue *self)
{
  WcsValue *copy = wcs_value_new (self->kind);
  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->list = g_strdupv (self->list);
  return copy;
}

WcsValue *
wcs_value_new_text (const char *text)
{
  WcsValue *self = wcs_value_new (WCS_TEXT);
  self->text = g_strdup (text);
  return self;
}

WcsValue *
wcs_value_new_number (double number)
{
  WcsValue *self = wcs_value_new (WCS_NUMBER);
  self->number = number;
  return self;
}

WcsValue *
wcs_value_new_boolean (gboolean value)
{
  WcsValue *self = wcs_value_new (WCS_BOOLEAN);
  self->number = value ? 1 : 0;
  return self;
}

WcsValue *
wcs_value_new_field (const WcsVariable *variable, WcsPart part)
{
  WcsValue *self = wcs_value_new (WCS_FIELD);
  self->variable = variable;
  self->part = part;
  return self;
}

WcsValue *
wcs_value_new_setting (const char *id, gboolean is_boolean)
{
  WcsValue *self = wcs_value_new (WCS_SETTING);
  self->text = g_strdup (id);
  self->is_boolean = is_boolean;
  return self;
}

WcsValue *
wcs_value_new_list (const char *const *items)
{
  WcsValue *self = wcs_value_new (WCS_LIST);
  self->list = g_strdupv ((char **) items);
  return self;
}

gboolean
wcs_value_is_constant (const WcsValue *self)
{
  return self->kind <= WCS_DATE;
}

char *
wcs_value_to_string (const WcsValue *self)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  switch (self->kind)
    {
    case WCS_NONE:
      return g_strdup ("None");
    case WCS_BOOLEAN:
      return g_strdup (self->number != 0 ? "True" : "False");
    case WCS_NUMBER:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.12g", self->number));
    case WCS_TEXT:
    case WCS_DATE:
      return g_strdup (self->text);
    case WCS_LIST:
      return g_strjoinv (", ", self->list);
    default:
      return NULL;
    }
}

static const char *
part_name (const WcsValue *self)
{
  gboolean listed = self->variable->choices != NULL;
  switch (self->part)
    {
    case WCS_PART_LABEL:
      return listed ? "label" : NULL;
    case WCS_PART_LOWER:
      return listed ? "lower-label" : "lower";
    case WCS_PART_LENGTH:
      return "length";
    case WCS_PART_AGE:
      return "age";
    case WCS_PART_NUMBER:
      return "number";
    default:
      return NULL;
    }
}

WcsOperand
wcs_value_operand (const WcsValue *self)
{
  if (self->kind == WCS_SETTING)
    return (WcsOperand){ "setting", self->text, self->part == WCS_PART_NUMBER ? "number" : NULL };
  return (WcsOperand){ "field", self->variable->id, part_name (self) };
}

static void
case_free (gpointer data)
{
  WcsCase *self = data;
  wcs_rule_unref (self->rule);
  wcs_value_unref (self->value);
  g_free (self);
}

WcsSymbol *
wcs_symbol_new (void)
{
  return g_ptr_array_new_with_free_func (case_free);
}

void
wcs_symbol_add (WcsSymbol *self, WcsRule *rule, WcsValue *value)
{
  if (wcs_rule_is (rule, FALSE) || self->len >= WCS_SYMBOL_MAX_CASES)
    return;
  WcsCase *entry = g_new (WcsCase, 1);
  entry->rule = wcs_rule_ref (rule);
  entry->value = wcs_value_ref (value);
  g_ptr_array_add (self, entry);
}

void
wcs_symbol_add_all (WcsSymbol *self, WcsRule *rule, const WcsSymbol *other)
{
  for (guint i = 0; i < other->len; i++)
    {
      const WcsCase *entry = g_ptr_array_index (other, i);
      g_autoptr (WcsRule) both = wcs_rule_and (rule, entry->rule);
      wcs_symbol_add (self, both, entry->value);
    }
}

WcsSymbol *
wcs_symbol_new_value (WcsValue *value)
{
  WcsSymbol *self = wcs_symbol_new ();
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  wcs_symbol_add (self, always, value);
  wcs_value_unref (value);
  return self;
}

WcsSymbol *
wcs_symbol_new_rule (WcsRule *rule)
{
  WcsSymbol *self = wcs_symbol_new ();
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (WcsValue) yes = wcs_value_new_boolean (TRUE);
  g_autoptr (WcsValue) no = wcs_value_new_boolean (FALSE);
  wcs_symbol_add (self, rule, yes);
  if (!wcs_rule_is (rule, TRUE))
    wcs_symbol_add (self, always, no);
  return self;
}

const WcsValue *
wcs_symbol_single (const WcsSymbol *self)
{
  return self->len == 1 ? ((WcsCase *) g_ptr_array_index (self, 0))->value : NULL;
}
