/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/navigator/navigator.h"
#include "ui/session/session.h"
#include "ui/window/layers.h"

G_BEGIN_DECLS

/* ParvisAlerts: notices of level "urgent" cover every page of a session until the person says "J’ai lu", each once a
 * session. A démarche in progress is left in peace: the alert waits until it is left, and "waiting" says so meanwhile.
 * Follows the clock by one timer, set to the next time notices change; sees new notices of the content that is open.
 * What the sleeping screen shows is the attract page's.
 *
 * Property "waiting" (string, nullable): the title of an alert that waits, for a discreet line. */
#define PARVIS_TYPE_ALERTS (parvis_alerts_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAlerts, parvis_alerts, PARVIS, ALERTS, GObject)

/* Lives no longer than any of them. */
ParvisAlerts *parvis_alerts_new (ParvisDesk *desk, ParvisSession *session, ParvisNavigator *navigator,
                                 ParvisLayers *layers);
const char *parvis_alerts_get_waiting (ParvisAlerts *self);

/* What covers the page: words, and « J’ai lu ». (transfer floating) */
ParvisDialog *parvis_alert_new (const char *title, const char *text);

G_END_DECLS
