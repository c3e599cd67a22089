/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/version.h"

const char *
parvis_version (void)
{
  return PARVIS_VERSION;
}
