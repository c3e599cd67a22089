/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The countries as French administrations name them, France first: a constant array of ParvisOption. (transfer none) */
const GPtrArray *parvis_countries (void);

G_END_DECLS
