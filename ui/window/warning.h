/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/session/session.h"
#include "ui/window/layers.h"

G_BEGIN_DECLS

/* Shows @session's warnings over everything: seen, heard, extended by one touch (EN 301 549 9.2.2.1), counting down
 * what is left. Both live as long as the window. */
void parvis_warning_follow (ParvisLayers *layers, ParvisSession *session);

G_END_DECLS
