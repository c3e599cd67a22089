/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "app/publik/error.h"

G_BEGIN_DECLS

/* The words of a Django expression. "not in" and "is not" come as one token each, as in Django. */
typedef enum
{
  TOKEN_END,
  TOKEN_OPERATOR, /* text: "or", "and", "not", "in", "not in", "is", "is not", "==", ... */
  TOKEN_TEXT,     /* text: the constant, unescaped */
  TOKEN_NUMBER,
  TOKEN_NAME, /* text: dotted name */
  TOKEN_PIPE,
  TOKEN_COLON,
} DjangoTokenKind;

typedef struct
{
  DjangoTokenKind kind;
  char *text; /* (nullable) */
  double number;
} DjangoToken;

/* Of DjangoToken, the last one TOKEN_END. */
GArray *django_tokens (const char *source, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
