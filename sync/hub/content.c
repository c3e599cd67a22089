/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/content.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/hub/answer.h"

#define NAMES                                                                                                          \
  "^(releases[.]p7m|[1-9]\\d{0,15}/manifest[.](json|p7s)|files/[0-9a-f]{64}|resources/[a-z0-9-]{1,64}[.]p7m)\\z"
#define MAX_DIGITS 15

/* "bytes=100-": where a kiosk goes on. Any other range is answered with the whole, as a server may. */
static gint64
read_range (const char *range)
{
  const char *digits = range != NULL && g_str_has_prefix (range, "bytes=") ? range + strlen ("bytes=") : "";
  gsize length = strspn (digits, "0123456789");

  return length > 0 && length <= MAX_DIGITS && strcmp (digits + length, "-") == 0 ? g_ascii_strtoll (digits, NULL, 10)
                                                                                  : 0;
}

gboolean
parvis_hub_content_parse (const char *rest, ParvisHubHeader header, gpointer user_data, ParvisHubRequest *request)
{
  const char *tag = header ("If-None-Match", user_data);

  if (g_strlcpy (request->content, rest, sizeof request->content) >= sizeof request->content
      || !g_regex_match_simple (NAMES, rest, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0))
    return FALSE;
  if (tag != NULL && g_strlcpy (request->tag, tag, sizeof request->tag) >= sizeof request->tag)
    request->tag[0] = '\0';
  request->offset = read_range (header ("Range", user_data));
  return TRUE;
}

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
