/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the import changed or could not take over, said field by field, for the agent of the town hall.
 * Nothing is dropped in silence: what does not reach the screen as Publik had it has a remark here. */
typedef enum
{
  WCS_REMARK_NOT_ASKED, /* not asked at the kiosk */
  WCS_REMARK_FREE,      /* a list became a free answer */
  WCS_REMARK_CONDITION, /* a condition that is not translated, or leans on what only the server knows */
  WCS_REMARK_CHECK,     /* a check the kiosk does not make, or not wholly */
  WCS_REMARK_TEXT,      /* words changed: emptied, cut, a template left out */
  WCS_REMARK_SETTING,   /* a setting of the démarche to look at */
  WCS_REMARK_PREFILL,
  WCS_REMARK_COMPLETE, /* something Publik's export does not say, to be completed */
} WcsRemarkKind;

typedef struct
{
  WcsRemarkKind kind;
  char *field;   /* id or label; "" for the form */
  char *message; /* what and why */
  char *remedy;  /* what to do */
} WcsRemark;

typedef struct
{
  guint total;        /* conditions of fields, pages and post-conditions */
  guint exact;        /* same meaning, everything they read is known at the kiosk */
  guint on_free_text; /* same meaning, but they read an answer whose list of options became a free answer */
  guint leaning;      /* translated, but they read something only the server knows, taken as empty or as a setting */
  guint untranslated; /* the field is shown, the check not made */
} WcsCount;

typedef struct
{
  char *file, *id, *title;
  WcsCount conditions;
  guint fields;       /* asked at the kiosk */
  GPtrArray *remarks; /* of WcsRemark */
} WcsReport;

WcsReport *wcs_report_new (const char *file);
void wcs_report_free (WcsReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsReport, wcs_report_free)
/* @message (transfer full), @remedy literal */
void wcs_report_add (WcsReport *self, WcsRemarkKind kind, const char *field, char *message, const char *remedy);

void wcs_count_add (WcsCount *sum, const WcsCount *other);
/* Conditions translated, in percent. */
double wcs_count_translated (const WcsCount *count);
/* @reports: of WcsReport. (transfer full) */
JsonNode *wcs_reports_to_json (const GPtrArray *reports);
char *wcs_reports_to_text (const GPtrArray *reports);

G_END_DECLS
