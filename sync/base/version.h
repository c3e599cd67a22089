/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

/* Which Parvis this is: "0.1.0". Static. */
const char *parvis_version (void);
