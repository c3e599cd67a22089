/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is on the keys: tables, no code. A layout is a name and rows of words; each word is what its key types, or the
 * name of a special key in braces: "{erase}". */
typedef enum
{
  PARVIS_KEY_TEXT,
  PARVIS_KEY_DOMAIN, /* text is "@gmail.com": completes an e-mail address */
  PARVIS_KEY_SHIFT,
  PARVIS_KEY_LAYOUT, /* text is the layout to go to */
  PARVIS_KEY_ERASE,
  PARVIS_KEY_NEWLINE, /* in a text of several lines only */
  PARVIS_KEY_NEXT,
  PARVIS_KEY_HIDE,
  PARVIS_KEY_GAP, /* no key */
} ParvisKeyAction;

typedef struct
{
  const char *id; /* as written in a row: "{erase}", or the key's own character */
  ParvisKeyAction action;
  const char *text;  /* what it types; %NULL: @id */
  const char *label; /* on the key; %NULL: @text. French msgid */
  const char *name;  /* for a screen reader; %NULL: @label. French msgid */
  guint width;       /* in quarters of a letter key; 0: 4 */
  const char *style; /* CSS class (nullable) */
} ParvisKeySpec;

typedef struct
{
  const char *name;
  const char *rows[7]; /* NULL-terminated */
  gboolean pad;        /* few, large keys */
  gboolean low_top;    /* the first row is lower than the others */
} ParvisKeyboardLayout;

const ParvisKeyboardLayout *parvis_keyboard_layout (const char *name);                 /* (nullable) */
const char *parvis_keyboard_layout_for (GtkInputPurpose purpose, GtkInputHints hints); /* name; static */
/* The special or renamed key of that id, %NULL for a plain character. */
const ParvisKeySpec *parvis_keyboard_special (const char *id);
/* Accented letters offered when @letter is held: "éèêë"; %NULL for none. Static. */
const char *parvis_keyboard_accents (const char *letter);

G_END_DECLS
