/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/guide.h"

G_BEGIN_DECLS

/* Shared by guide.c (what a life event asks and answers) and catalog-guide.c (where it comes from). */
void parvis_guide_condition_free (ParvisGuideCondition *condition);
void parvis_guide_choice_free (ParvisGuideChoice *choice);
void parvis_guide_question_free (ParvisGuideQuestion *question);
void parvis_guide_step_free (ParvisGuideStep *step);

G_END_DECLS
