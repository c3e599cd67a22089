/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/expression.h"

#include "app/publik/token.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LEVELS 40

typedef struct
{
  GArray *tokens;
  guint at;
  guint level;
} Parser;

/* Binding powers of Django's smartif. */
static const struct
{
  const char *text;
  DjangoKind kind;
  int power;
} infixes[] = {
  { "or", DJANGO_OR, 6 },          { "and", DJANGO_AND, 7 },       { "in", DJANGO_IN, 9 },
  { "not in", DJANGO_NOT_IN, 9 },  { "is", DJANGO_IS, 10 },        { "is not", DJANGO_IS_NOT, 10 },
  { "==", DJANGO_EQUAL, 10 },      { "!=", DJANGO_DIFFERENT, 10 }, { "<", DJANGO_LESS, 10 },
  { "<=", DJANGO_LESS_EQUAL, 10 }, { ">", DJANGO_GREATER, 10 },    { ">=", DJANGO_GREATER_EQUAL, 10 },
};
#define NOT_POWER 8

void
django_expression_free (DjangoExpression *self)
{
  if (self == NULL)
    return;
  django_expression_free (self->left);
  django_expression_free (self->right);
  g_free (self->text);
  g_free (self);
}

static DjangoExpression *
expression_new (DjangoKind kind, DjangoExpression *left, DjangoExpression *right)
{
  DjangoExpression *self = g_new0 (DjangoExpression, 1);
  self->kind = kind;
  self->left = left;
  self->right = right;
  return self;
}

static DjangoToken *
peek (Parser *parser)
{
  return &g_array_index (parser->tokens, DjangoToken, parser->at);
}

static DjangoExpression *
unexpected (const DjangoToken *token, GError **error)
{
  const char *text = token->text;
  if (text == NULL)
    text = token->kind == TOKEN_PIPE ? "|" : token->kind == TOKEN_COLON ? ":" : _ ("la fin");
  g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("« %s » n’était pas attendu là"), text);
  return NULL;
}

static DjangoExpression *
new_name (const char *text)
{
  static const struct
  {
    const char *text;
    DjangoKind kind;
    double number;
  } words[] = {
    { "None", DJANGO_NONE, 0 },
    { "True", DJANGO_BOOLEAN, 1 },
    { "False", DJANGO_BOOLEAN, 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i].text) == 0)
      {
        DjangoExpression *self = expression_new (words[i].kind, NULL, NULL);
        self->number = words[i].number;
        return self;
      }
  DjangoExpression *self = expression_new (DJANGO_NAME, NULL, NULL);
  self->text = g_strdup (text);
  return self;
}

static DjangoExpression *
parse_atom (Parser *parser, GError **error)
{
  DjangoToken *token = peek (parser);
  if (token->kind != TOKEN_TEXT && token->kind != TOKEN_NUMBER && token->kind != TOKEN_NAME)
    return unexpected (token, error);
  parser->at++;
  if (token->kind == TOKEN_NAME)
    return new_name (token->text);
  DjangoExpression *self = expression_new (token->kind == TOKEN_TEXT ? DJANGO_TEXT : DJANGO_NUMBER, NULL, NULL);
  self->text = g_strdup (token->text);
  self->number = token->number;
  return self;
}

/* name|filter|filter:argument */
static DjangoExpression *
parse_operand (Parser *parser, GError **error)
{
  g_autoptr (DjangoExpression) self = parse_atom (parser, error);
  while (self != NULL && peek (parser)->kind == TOKEN_PIPE)
    {
      parser->at++;
      if (peek (parser)->kind != TOKEN_NAME)
        return unexpected (peek (parser), error);
      DjangoExpression *filter = expression_new (DJANGO_FILTER, g_steal_pointer (&self), NULL);
      filter->text = g_strdup (peek (parser)->text);
      parser->at++;
      self = filter;
      if (peek (parser)->kind != TOKEN_COLON)
        continue;
      parser->at++;
      self->right = parse_atom (parser, error);
      if (self->right == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

static int
infix_index (const DjangoToken *token)
{
  for (gsize i = 0; token->kind == TOKEN_OPERATOR && i < G_N_ELEMENTS (infixes); i++)
    if (strcmp (token->text, infixes[i].text) == 0)
      return (int) i;
  return -1;
}

static DjangoExpression *parse_expression (Parser *parser, int power, GError **error);

static DjangoExpression *
parse_prefix (Parser *parser, GError **error)
{
  DjangoToken *token = peek (parser);
  if (token->kind != TOKEN_OPERATOR || strcmp (token->text, "not") != 0)
    return parse_operand (parser, error);
  parser->at++;
  DjangoExpression *operand = parse_expression (parser, NOT_POWER, error);
  return operand == NULL ? NULL : expression_new (DJANGO_NOT, operand, NULL);
}

static DjangoExpression *
parse_expression (Parser *parser, int power, GError **error)
{
  if (++parser->level > MAX_LEVELS)
    {
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("écriture trop imbriquée"));
      return NULL;
    }
  g_autoptr (DjangoExpression) left = parse_prefix (parser, error);
  for (int i = infix_index (peek (parser)); left != NULL && i >= 0 && power < infixes[i].power;
       i = infix_index (peek (parser)))
    {
      parser->at++;
      DjangoExpression *right = parse_expression (parser, infixes[i].power, error);
      if (right == NULL)
        return NULL;
      left = expression_new (infixes[i].kind, g_steal_pointer (&left), right);
    }
  parser->level--;
  return g_steal_pointer (&left);
}

DjangoExpression *
django_expression_parse (const char *source, GError **error)
{
  g_autoptr (GArray) tokens = django_tokens (source, error);
  if (tokens == NULL)
    return NULL;
  Parser parser = { tokens, 0, 0 };
  g_autoptr (DjangoExpression) self = parse_expression (&parser, 0, error);
  if (self != NULL && peek (&parser)->kind != TOKEN_END)
    return unexpected (peek (&parser), error);
  return g_steal_pointer (&self);
}

static void
write_filter (GString *out, const DjangoExpression *self)
{
  g_autofree char *left = django_expression_to_string (self->left);
  g_string_append_printf (out, "%s|%s", left, self->text);
  if (self->right == NULL)
    return;
  g_autofree char *right = django_expression_to_string (self->right);
  g_string_append_printf (out, ":%s", right);
}

static void
write_operation (GString *out, const DjangoExpression *self)
{
  const char *name = "not";
  for (gsize i = 0; i < G_N_ELEMENTS (infixes); i++)
    if (infixes[i].kind == self->kind)
      name = infixes[i].text;
  g_autofree char *left = django_expression_to_string (self->left);
  g_string_append_printf (out, "(%s %s", name, left);
  if (self->right != NULL)
    {
      g_autofree char *right = django_expression_to_string (self->right);
      g_string_append_printf (out, " %s", right);
    }
  g_string_append_c (out, ')');
}

char *
django_expression_to_string (const DjangoExpression *self)
{
  GString *out = g_string_new (NULL);
  if (self->kind == DJANGO_TEXT)
    g_string_append_printf (out, "\"%s\"", self->text);
  else if (self->kind == DJANGO_NONE)
    g_string_append (out, "None");
  else if (self->kind == DJANGO_BOOLEAN)
    g_string_append (out, self->number != 0 ? "True" : "False");
  else if (self->kind == DJANGO_NAME || self->kind == DJANGO_NUMBER)
    g_string_append (out, self->text);
  else if (self->kind == DJANGO_FILTER)
    write_filter (out, self);
  else
    write_operation (out, self);
  return g_string_free (out, FALSE);
}
