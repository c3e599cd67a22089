/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/identity.h"

G_BEGIN_DECLS

/* In which century somebody was born: the machine readable zone has two digits of the year (ICAO Doc 9303-3, 4.8), and
 * who is a hundred years old carries the same as a newborn child.
 *
 * What is known decides: nobody is born after their document was issued, and how long it is issued for. @identity has
 * its document code, issuer, expiry, and a birth whose year is the later of the two, not after @year and @month, which
 * are today's. It is put a hundred years earlier where no document could have been issued to a child so; where both
 * could be, it stays, and century_unsure is set. */
void parvis_identity_settle_century (ParvisIdentity *identity, guint year, guint month);

G_END_DECLS
