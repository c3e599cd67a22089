/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "app/publik/error.h"

G_BEGIN_DECLS

/* DjangoExpression: what stands in `{% if ... %}` and `{{ ... }}` of a Django template, as a tree.
 * Django's own grammar and precedence (django/template/smartif.py): or < and < not < in, not in < is, is
 * not, ==, !=, <, <=, >, >=; infix operators associate to the left; no parentheses. An operand is a
 * constant or a dotted name, then |filter or |filter:argument. */
typedef enum
{
  DJANGO_NONE,
  DJANGO_BOOLEAN,
  DJANGO_NUMBER,
  DJANGO_TEXT,
  DJANGO_NAME,
  DJANGO_FILTER, /* left|text:right; right may be NULL */
  DJANGO_NOT,    /* left */
  DJANGO_OR,     /* left, right, here and below */
  DJANGO_AND,
  DJANGO_IN,
  DJANGO_NOT_IN,
  DJANGO_IS,
  DJANGO_IS_NOT,
  DJANGO_EQUAL,
  DJANGO_DIFFERENT,
  DJANGO_LESS,
  DJANGO_LESS_EQUAL,
  DJANGO_GREATER,
  DJANGO_GREATER_EQUAL,
} DjangoKind;

typedef struct _DjangoExpression DjangoExpression;
struct _DjangoExpression
{
  DjangoKind kind;
  char *text;    /* TEXT, NAME; FILTER: its name */
  double number; /* NUMBER; BOOLEAN: 0 or 1 */
  DjangoExpression *left, *right;
};

/* At most 8000 bytes, 400 tokens, 40 levels. Errors are PARVIS_PUBLIK_ERROR_UNTRANSLATED and say what was
 * not understood. */
DjangoExpression *django_expression_parse (const char *source, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void django_expression_free (DjangoExpression *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DjangoExpression, django_expression_free)
/* (or (== name "text") (not x|lower:"a")): for tests. (transfer full) */
char *django_expression_to_string (const DjangoExpression *self);

G_END_DECLS
