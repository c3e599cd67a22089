/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/expression.h"

G_BEGIN_DECLS

/* A Django template as a tree. It is never refused: what is not understood stays as an UNKNOWN node, with
 * the text of its tag, so that whoever renders it can say what was lost. */
typedef enum
{
  TEMPLATE_TEXT,    /* text */
  TEMPLATE_VALUE,   /* {{ expression }} */
  TEMPLATE_IF,      /* branches; the last one's expression is NULL for {% else %} */
  TEMPLATE_FIRSTOF, /* expressions */
  TEMPLATE_WITH,    /* names[i] = expressions[i] for the first branch */
  TEMPLATE_UNKNOWN, /* text: "for x in y"; its inside is dropped */
} TemplateKind;

typedef struct
{
  DjangoExpression *expression; /* (nullable) */
  GPtrArray *nodes;             /* of TemplateNode */
} TemplateBranch;

typedef struct
{
  TemplateKind kind;
  char *text;
  GPtrArray *expressions; /* of DjangoExpression */
  GPtrArray *names;       /* of char* */
  GPtrArray *branches;    /* of TemplateBranch */
} TemplateNode;

GPtrArray *django_template_parse (const char *source);  /* (transfer full) of TemplateNode */
gboolean django_template_is_plain (const char *source); /* no {{, no {% */

G_END_DECLS
