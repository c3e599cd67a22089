/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/devices/board.h"

/* What `parvisctl doctor` found: one line of the screen each. */
typedef struct
{
  const char *code; /* stable, for programs: "content" */
  ParvisHealth health;
  char *text; /* what is so, and what to do where it is not well */
} ParvisFinding;
void parvis_finding_free (gpointer finding);

/* Adds a finding. @code: static. */
void parvis_doctor_add (GPtrArray *findings, const char *code, ParvisHealth health, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Each looks at one part of a kiosk and adds what it finds; none changes anything. */
void parvis_doctor_trust (ParvisConfig *config, GPtrArray *findings);
void parvis_doctor_content (ParvisConfig *config, GPtrArray *findings);
/* Content that comes by the network: what is not well with it; nothing when all is, or where none comes so. */
void parvis_doctor_distribution (ParvisConfig *config, GPtrArray *findings);
void parvis_doctor_queue (ParvisConfig *config, GPtrArray *findings);
void parvis_doctor_speech (ParvisConfig *config, GPtrArray *findings);
/* Whether the screen, as the configuration says it is, has room for keys of 20 mm; nothing when it does not say. */
void parvis_doctor_screen (ParvisConfig *config, GPtrArray *findings);
