/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/bundle.h"

G_BEGIN_DECLS

/* A list of faults that stops growing at a bound: a hostile bundle must not eat the memory of who checks it.
 */
#define PARVIS_FAULTS_MAX 2000

GPtrArray *parvis_faults_new (void); /* of ParvisBundleFault */
void parvis_faults_add (GPtrArray *faults, const char *file, const char *pointer, const char *message,
                        const char *remedy);
/* As above, but takes @message and @remedy, made for the occasion. */
void parvis_faults_take (GPtrArray *faults, const char *file, const char *pointer, char *message, char *remedy);

/* Appends "/token" to a JSON Pointer, escaped (RFC 6901, section 3). */
void parvis_pointer_push (GString *pointer, const char *token);
void parvis_pointer_push_index (GString *pointer, guint index);

G_END_DECLS
