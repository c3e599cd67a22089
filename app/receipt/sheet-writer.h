/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A PDF being written from top to bottom, A4, in points (1/72 inch). A block that does not fit what is left of the page
 * goes to the next one; a block taller than a page flows over as many as it needs, line by line. Text is plain: never
 * markup. */
typedef struct _ParvisSheetWriter ParvisSheetWriter;

#define PARVIS_A4_WIDTH  595.276
#define PARVIS_A4_HEIGHT 841.89

typedef struct
{
  const char *font; /* "Inter Bold 11" */
  guint32 colour;   /* 0xrrggbb */
} ParvisInk;

ParvisSheetWriter *parvis_sheet_writer_new (const char *title, const char *language);
void parvis_sheet_writer_free (ParvisSheetWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSheetWriter, parvis_sheet_writer_free)

cairo_t *parvis_sheet_writer_cairo (ParvisSheetWriter *self);
double parvis_sheet_writer_y (ParvisSheetWriter *self);
void parvis_sheet_writer_skip (ParvisSheetWriter *self, double points);
/* A new page unless @points fit on this one. */
void parvis_sheet_writer_need (ParvisSheetWriter *self, double points);

/* Writes @text in the column that begins @x from the left margin and is @width wide (0: to the right margin), and goes
 * below it. Returns the height taken on the last page. */
double parvis_sheet_writer_text (ParvisSheetWriter *self, const char *text, ParvisInk ink, double x, double width);
/* A label on the left and its answer on the right, above a thin line, kept together. */
void parvis_sheet_writer_row (ParvisSheetWriter *self, const char *label, const char *answer);
void parvis_sheet_writer_rule (ParvisSheetWriter *self);

/* Small words at the foot of every page, beside its number; two lines at most. */
void parvis_sheet_writer_set_foot (ParvisSheetWriter *self, const char *text);

/* Ends the document. @pages: (out) (optional) how many it has. (transfer full) */
GBytes *parvis_sheet_writer_finish (ParvisSheetWriter *self, guint *pages, GError **error);

G_END_DECLS
