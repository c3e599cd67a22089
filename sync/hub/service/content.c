/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/content.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/hub/http/answer.h"

/* What is published is replaced by renaming: another file, another tag. */
static char *
tag_of (const struct stat *info)
{
  return g_strdup_printf ("\"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x.%lx\"",
                          (gint64) info->st_ino, (gint64) info->st_size, (gint64) info->st_mtim.tv_sec,
                          info->st_mtim.tv_nsec);
}

static void
answer_unknown (ParvisHubAnswer *answer)
{
  parvis_hub_answer_problem (answer, 404, PARVIS_PROBLEM_UNKNOWN, "not published");
}

/* From @offset to the end. */
static void
answer_part (ParvisHubAnswer *answer, gint64 offset, gint64 size)
{
  g_autofree char *range = offset < size
                               ? g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                                                  offset, size - 1, size)
                               : g_strdup_printf ("bytes */%" G_GINT64_FORMAT, size);

  parvis_hub_answer_plain (answer, offset < size ? 206 : 416);
  parvis_hub_answer_header (answer, "Content-Range", range);
}

static void
answer_file (int fd, const struct stat *info, const ParvisHubRequest *request, ParvisHubAnswer *answer)
{
  g_autofree char *tag = tag_of (info);

  if (strcmp (request->tag, tag) == 0)
    parvis_hub_answer_plain (answer, 304);
  else if (request->offset > 0)
    answer_part (answer, request->offset, info->st_size);
  else
    parvis_hub_answer_plain (answer, 200);
  parvis_hub_answer_header (answer, "ETag", tag);
  parvis_hub_answer_header (answer, "Accept-Ranges", "bytes");
  if (answer->status != 304 && answer->status != 416)
    parvis_hub_answer_file (answer, fd, request->offset, info->st_size - request->offset);
  else
    close (fd);
}

void
parvis_hub_content_answer (const ParvisHubConfig *config, const ParvisHubRequest *request, ParvisHubAnswer *answer)
{
  g_autofree char *path = g_build_filename (config->content, request->content, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      answer_file (fd, &info, request, answer);
      return;
    }
  if (fd >= 0)
    close (fd);
  answer_unknown (answer);
}
