/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl.h"

int
parvis_ctl_import_publik (int argc, char **argv)
{
  return parvis_ctl_usage ("parvisctl content import publik");
}
