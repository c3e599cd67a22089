/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisThing: one thing of the screen as it is spoken of: a text, a button, a question's answer. Plain values: words.h
 * makes sentences of it without looking at any widget. */
typedef enum
{
  PARVIS_THING_TEXT,
  PARVIS_THING_HEADING,
  PARVIS_THING_IMAGE,
  PARVIS_THING_BUTTON,
  PARVIS_THING_LINK,
  PARVIS_THING_TOGGLE, /* a button that stays pressed */
  PARVIS_THING_CHECK,
  PARVIS_THING_CHOICE, /* one of several that exclude each other */
  PARVIS_THING_TAB,
  PARVIS_THING_ENTRY,
  PARVIS_THING_SECRET, /* an entry that shows dots */
  PARVIS_THING_VALUE,  /* less and more: a slider, a wheel */
  PARVIS_THING_KEY,    /* of the on-screen keyboard */
} ParvisThingKind;

typedef struct
{
  ParvisThingKind kind;
  char *name;        /* never NULL */
  char *description; /* (nullable) as the next ones */
  char *value;       /* of an entry "" when it is empty; NULL: it holds nothing */
  char *fault;
  gboolean on; /* of what can be on */
  gboolean disabled;
  gboolean is_private;   /* what it holds is about the person */
  guint position, count; /* in its group; 0: in none */
} ParvisThing;

/* (transfer full) Position and count are left to who knows the group. */
ParvisThing *parvis_thing_read (GtkWidget *widget);
/* Wipes. */
void parvis_thing_free (ParvisThing *thing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisThing, parvis_thing_free)

/* What can be acted upon, as against what is only read. */
gboolean parvis_thing_is_control (GtkWidget *widget);
/* Words that are told as a whole, focusable so that they can be reached: a list, a table, the paragraphs of a chapter.
 */
gboolean parvis_thing_is_passage (GtkWidget *widget);
/* It answers to "less" and "more" itself: left and right are its own keys. */
gboolean parvis_thing_has_steps (GtkWidget *widget);
/* The text field that takes the typing: @widget itself, or the inside of an entry. (nullable) (transfer none) */
GtkWidget *parvis_thing_field (GtkWidget *widget);
/* What @field holds. (transfer full) */
char *parvis_thing_typed (GtkWidget *field);
/* In characters. */
int parvis_thing_cursor (GtkWidget *field);

G_END_DECLS
