/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/choices.h"
#include "app/publik/report.h"

G_BEGIN_DECLS

/* WcsOutline: a form whose fields have got the type, the id and the variable they have at the kiosk, and
 * of which it is known what can never be shown. The first half of a conversion; convert.h writes it down. */
typedef struct _WcsItem WcsItem;
struct _WcsItem
{
  const WcsField *source;
  char *id;              /* "" for a page, a computed field */
  const char *type;      /* ours; NULL: never asked */
  WcsVariable *variable; /* (nullable) owned by the scope */
  WcsChoices *choices;   /* (nullable) */
  const WcsForm *block;  /* (nullable) */
  GPtrArray *rows;       /* (nullable) of WcsItem: a block's, or the columns of a table */
  GHashTable *row_variables;
  char *never; /* (nullable) why it is not asked; in French */
};

typedef struct
{
  WcsScope *scope;
  GPtrArray *items; /* of WcsItem, pages among them */
  GHashTable *ids;  /* taken */
} WcsOutline;

WcsOutline *wcs_outline_new (const WcsForm *form, WcsLibrary *library, GHashTable *given);
void wcs_outline_free (WcsOutline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsOutline, wcs_outline_free)

/* A valid id made of @wanted that nobody has in @ids yet. (transfer full) */
char *wcs_unique_id (GHashTable *ids, const char *wanted);
gboolean wcs_field_is (const WcsField *field, const char *type);
gboolean wcs_field_is_words (const WcsField *field); /* title, subtitle, comment */

G_END_DECLS
