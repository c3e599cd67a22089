/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the engine says of a démarche: types, conditions, circles, names that lead nowhere.
 */
#include "app/content/check.h"

void
parvis_check_demarches (ParvisTree *tree, GPtrArray *faults)
{
}
