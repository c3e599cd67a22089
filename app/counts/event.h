/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is counted, for good. The words after the numbers are what `parvisctl counts` and the database say. */
typedef enum
{
  PARVIS_COUNT_SESSION,           /* "session" */
  PARVIS_COUNT_PAGE,              /* "page": subject = kind of page ("home", "service") */
  PARVIS_COUNT_SERVICE,           /* "service": a fiche was opened; subject = its id */
  PARVIS_COUNT_SEARCH_EMPTY,      /* "search-empty": never the words, people type their names */
  PARVIS_COUNT_DEMARCHE_BEGUN,    /* "demarche-begun": subject = its id */
  PARVIS_COUNT_DEMARCHE_FINISHED, /* "demarche-finished": subject = its id */
  PARVIS_COUNT_DEMARCHE_LEFT,     /* "demarche-left": subject = its id, detail = id of the step, "privacy" or "recap" */
  PARVIS_COUNT_PRINT,             /* "print": subject = "receipt", "leaflet", "label" */
  PARVIS_COUNT_FEEDBACK_YES,      /* "feedback-yes": subject = id, detail = its kind ("service", "faq") */
  PARVIS_COUNT_FEEDBACK_NO,       /* "feedback-no": the same */
  PARVIS_COUNT_SATISFACTION,   /* "satisfaction": subject = id of the démarche, detail = "1" (very hard) to "5" (very
                                  easy) */
  PARVIS_COUNT_DEVICE_FAILURE, /* "device-failure": subject = "printer", "scanner", ...; detail = what */
  PARVIS_COUNT_N
} ParvisCountEvent;

G_END_DECLS
