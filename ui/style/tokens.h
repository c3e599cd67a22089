/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The named values everything is drawn from. */
typedef struct
{
  gboolean contrast; /* black ground, white words, yellow for what acts */
  gboolean large;    /* large text */
  double scale;      /* pixels of this screen for one design pixel */
  double px_per_mm;  /* 0: unknown */
  const char *town;  /* the commune's colour, "#rrggbb" */
} ParvisTokens;

/* The value of token @name for a style sheet: "#14263b", "26px". %NULL when there is no such token. (transfer full) */
char *parvis_tokens_lookup (const ParvisTokens *tokens, const char *name);

/* Contrast ratio of two "#rrggbb" colours (WCAG 2.2, relative luminance); 0 when one is not a colour. */
double parvis_tokens_contrast (const char *a, const char *b);

G_END_DECLS
