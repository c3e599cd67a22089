/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/durable.h"

#include <fcntl.h>
#include <unistd.h>

void
parvis_durable_sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}
