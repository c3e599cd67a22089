/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisAnswerPage: one question, its answer, and the fiche that says more. */
#define PARVIS_TYPE_ANSWER_PAGE (parvis_answer_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAnswerPage, parvis_answer_page, PARVIS, ANSWER_PAGE, ParvisPage)

ParvisPage *parvis_answer_page_new (const char *faq_id);

G_END_DECLS
