/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* What the attract page says in turn. Texts are ready to be read; (nullable) but @title. */
typedef struct
{
  const char *icon; /* static */
  char *above;      /* when, or what it is: "Samedi 28 novembre, à 10 h", "Actualité" */
  char *title;
  char *text;
  gboolean urgent;
} ParvisSlide;
void parvis_slide_free (ParvisSlide *slide);

/* Notices in force, the next events (of the coming month), news, and the town hall's hours of the day; at most
 * PARVIS_SLIDES_MOST of each kind. Of a content that is too old (parvis_desk_is_content_old()) no events, no news. When
 * something is urgent, that and nothing else. @now: in the kiosk's time zone. (transfer full) of ParvisSlide, maybe
 * empty */
#define PARVIS_SLIDES_MOST 3
GPtrArray *parvis_slides_new (ParvisDesk *desk, const char *language, GDateTime *now);

G_END_DECLS
