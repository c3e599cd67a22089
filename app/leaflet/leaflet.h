/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisLeaflet: something of the content that a person takes away: a fiche, the papers to bring, the steps of a life
 * event. Never anything of the person's own: that is a ParvisSlip. Plain data, ready to be read;
 * parvis_desk_leaflet_new() begins one with the town's name and arms. Counted references; not to be changed once it is
 * shown or printed.
 *
 * Bounds: PARVIS_LEAFLET_MAX_BLOCKS blocks; further ones are left out. Texts may hold \n.
 */
typedef struct
{
  char *commune; /* "Mairie de ..." (nullable) */
  char *kind;    /* what this is: "Papiers à apporter" (nullable) */
  char *title;
  char *lead;        /* one or two sentences below the title (nullable) */
  char *link;        /* https address of the same on the web: what the QR code then holds (nullable) */
  char *language;    /* "fr" */
  GBytes *logo;      /* SVG or PNG (nullable) */
  GPtrArray *blocks; /* of ParvisLeafletBlock, in order */
} ParvisLeaflet;

typedef enum
{
  PARVIS_LEAFLET_HEADING,
  PARVIS_LEAFLET_TEXT,  /* paragraphs, separated by \n; lines that begin with "- " are list items */
  PARVIS_LEAFLET_CHECK, /* an item of a list, with a box to tick */
  PARVIS_LEAFLET_ROW,   /* a name and its value: "Coût", "Gratuit" */
} ParvisLeafletKind;
typedef struct
{
  ParvisLeafletKind kind;
  char *text;
  char *value; /* of a ROW; else %NULL */
} ParvisLeafletBlock;

#define PARVIS_LEAFLET_MAX_BLOCKS 500

ParvisLeaflet *parvis_leaflet_new (const char *title, const char *language); /* (transfer full) */
ParvisLeaflet *parvis_leaflet_ref (ParvisLeaflet *leaflet);
void parvis_leaflet_unref (ParvisLeaflet *leaflet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisLeaflet, parvis_leaflet_unref)

/* Each adds a block at the end; nothing when the text is %NULL or empty. */
void parvis_leaflet_add_heading (ParvisLeaflet *leaflet, const char *text);
void parvis_leaflet_add_text (ParvisLeaflet *leaflet, const char *text);
void parvis_leaflet_add_check (ParvisLeaflet *leaflet, const char *text);
void parvis_leaflet_add_row (ParvisLeaflet *leaflet, const char *name, const char *value);

/* A4 PDF, as many pages as needed, selectable text, title set, in memory. Says when it was printed. With a link: its QR
 * code at the end. @pages: (out) (optional) how many. (transfer full) */
GBytes *parvis_leaflet_to_pdf (const ParvisLeaflet *leaflet, guint *pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same as plain text, UTF-8, lines as long as they come. (transfer full) */
char *parvis_leaflet_to_text (const ParvisLeaflet *leaflet);

/* What the QR code holds: the link if there is one, else the plain text, cut between two words at what a telephone's
 * camera reads from a screen at arm's length (PARVIS_LEAFLET_QR_BYTES bytes: a code of at most 113 modules a side at
 * medium correction, ISO/IEC 18004 version 24). @is_cut (out) (optional): whether something had to be left out.
 * (transfer full) */
#define PARVIS_LEAFLET_QR_BYTES 900
char *parvis_leaflet_qr_text (const ParvisLeaflet *leaflet, gboolean *is_cut);

G_END_DECLS
