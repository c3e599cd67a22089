/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* ParvisWriting: what a paper of ours says, in order, whatever it is printed on: the receipt of a démarche and a
 * leaflet are written once and laid out as A4 sheets (parvis_writing_to_pdf()) or for a roll of 80 mm
 * (parvis_writing_to_ticket()). Plain data, wiped when freed: it may hold a person's answers. */
typedef enum
{
  PARVIS_WRITING_NOTE, /* below the title: when it was recorded */
  PARVIS_WRITING_LEAD, /* below the title: what it is about */
  PARVIS_WRITING_CODE, /* the tracking code in @value, @text above it, @qr beside it */
  PARVIS_WRITING_HEADING,
  PARVIS_WRITING_TEXT,  /* one paragraph */
  PARVIS_WRITING_ITEM,  /* of a list */
  PARVIS_WRITING_CHECK, /* of a list, with a box to tick */
  PARVIS_WRITING_ROW,   /* a name and its @value */
  PARVIS_WRITING_LINK,  /* the address @value, @qr of it, and @text: what is there */
  PARVIS_WRITING_SMALL, /* must be there, need not be read first */
} ParvisWritingKind;

typedef struct
{
  ParvisWritingKind kind;
  char *text, *value, *qr; /* each nullable, as the kind has it */
} ParvisWritingBlock;

typedef struct
{
  char *commune; /* (nullable) */
  char *kind;    /* what this is: "Accusé d’enregistrement" (nullable) */
  char *title;
  char *foot;        /* on every page; at the end of a roll (nullable) */
  char *language;    /* "fr" */
  GBytes *logo;      /* SVG or PNG (nullable) */
  GPtrArray *blocks; /* of ParvisWritingBlock, in order */
} ParvisWriting;

ParvisWriting *parvis_writing_new (const char *title, const char *language);
void parvis_writing_free (ParvisWriting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisWriting, parvis_writing_free)
/* Nothing when @text is %NULL or empty. @value, @qr: nullable. */
void parvis_writing_add (ParvisWriting *self, ParvisWritingKind kind, const char *text, const char *value,
                         const char *qr);
/* A heading and what is below it; no heading when there is nothing below. */
void parvis_writing_add_paragraph (ParvisWriting *self, const char *heading, const char *text);

/* A4 PDF, as many pages as needed, selectable text, title set, in memory. @pages: (out) (optional) how many. (transfer
 * full) */
GBytes *parvis_writing_to_pdf (const ParvisWriting *self, guint *pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) Never fails: arms that cannot be drawn are left out. */
ParvisTicket *parvis_writing_to_ticket (const ParvisWriting *self);

G_END_DECLS
