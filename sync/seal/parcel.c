/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/parcel.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include "base/secret.h"

#define MAX_NAME 100

typedef struct
{
  char *name;
  GBytes *bytes;
} Member;

struct _ParvisParcel
{
  GPtrArray *members;
  gsize total;
};

typedef struct archive ArchiveWriter;
typedef struct archive ArchiveReader;
typedef struct archive_entry ArchiveEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveWriter, archive_write_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveReader, archive_read_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveEntry, archive_entry_free)

G_DEFINE_QUARK (parvis_parcel_error_quark, parvis_parcel_error)

/* The parcel ------------------------------------------------------------------------------------ */

static void
member_free (gpointer data)
{
  Member *member = data;

  g_free (member->name);
  g_bytes_unref (member->bytes);
  g_free (member);
}

ParvisParcel *
parvis_parcel_new (void)
{
  ParvisParcel *self = g_new0 (ParvisParcel, 1);

  self->members = g_ptr_array_new_with_free_func (member_free);
  return self;
}

void
parvis_parcel_free (ParvisParcel *self)
{
  g_ptr_array_unref (self->members);
  g_free (self);
}

static gboolean
is_member_name (const char *name)
{
  const char *base = g_str_has_prefix (name, "attachments/") ? strchr (name, '/') + 1 : name;

  return *base != '\0' && strcmp (base, ".") != 0 && strcmp (base, "..") != 0 && strlen (name) <= MAX_NAME
         && base[strspn (base, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-")] == '\0';
}

static gboolean
check_member (const ParvisParcel *self, const char *name, gsize size, GError **error)
{
  g_autofree char *shown = g_strescape (name, NULL); /* it may come from anybody */

  if (!is_member_name (name))
    g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_INVALID,
                 _ ("« %.*s » n’est pas un nom de pièce permis dans un envoi"), MAX_NAME, shown);
  else if (parvis_parcel_lookup (self, name) != NULL)
    g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_INVALID,
                 _ ("la pièce « %s » est deux fois dans l’envoi"), name);
  else if (self->members->len >= PARVIS_PARCEL_MAX_FILES)
    g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_TOO_LARGE, _ ("l’envoi a trop de pièces (%d au plus)"),
                 PARVIS_PARCEL_MAX_FILES);
  else if (size > PARVIS_PARCEL_MAX_BYTES - self->total)
    g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_TOO_LARGE,
                 _ ("l’envoi est trop gros (%d Mio au plus)"), PARVIS_PARCEL_MAX_BYTES / (1024 * 1024));
  else
    return TRUE;
  return FALSE;
}

gboolean
parvis_parcel_add (ParvisParcel *self, const char *name, GBytes *bytes, GError **error)
{
  Member *member;

  if (!check_member (self, name, g_bytes_get_size (bytes), error))
    return FALSE;
  member = g_new (Member, 1);
  member->name = g_strdup (name);
  member->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->members, member);
  self->total += g_bytes_get_size (bytes);
  return TRUE;
}

guint
parvis_parcel_size (const ParvisParcel *self)
{
  return self->members->len;
}

static const Member *
get_member (const ParvisParcel *self, guint index)
{
  g_return_val_if_fail (index < self->members->len, NULL);
  return g_ptr_array_index (self->members, index);
}

const char *
parvis_parcel_name (const ParvisParcel *self, guint index)
{
  const Member *member = get_member (self, index);

  return member != NULL ? member->name : NULL;
}

GBytes *
parvis_parcel_bytes (const ParvisParcel *self, guint index)
{
  const Member *member = get_member (self, index);

  return member != NULL ? member->bytes : NULL;
}

GBytes *
parvis_parcel_lookup (const ParvisParcel *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    if (strcmp (parvis_parcel_name (self, i), name) == 0)
      return parvis_parcel_bytes (self, i);
  return NULL;
}

/* Writing --------------------------------------------------------------------------------------- */

typedef struct
{
  ParvisParcelSink sink;
  gpointer user_data;
  gboolean refused; /* by the sink */
  GError *error;    /* its own word on why */
} Writing;

/* Never a failure in libarchive's eyes, which would lose memory over it: what comes after the sink's error is
 * dropped. */
static la_ssize_t
on_archive_write (struct archive *archive, void *user_data, const void *data, size_t size)
{
  Writing *writing = user_data;

  if (!writing->refused)
    writing->refused = !writing->sink (data, size, writing->user_data, &writing->error);
  return (la_ssize_t) size;
}

static gboolean
write_member (struct archive *archive, const Member *member, gint64 now)
{
  g_autoptr (ArchiveEntry) entry = archive_entry_new ();
  gsize size;
  const void *data = g_bytes_get_data (member->bytes, &size);

  archive_entry_set_pathname (entry, member->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, now, 0);
  archive_entry_set_size (entry, (la_int64_t) size);
  return archive_write_header (archive, entry) == ARCHIVE_OK
         && (size == 0 || archive_write_data (archive, data, size) == (la_ssize_t) size);
}

static gboolean
write_members (const ParvisParcel *self, struct archive *archive, Writing *writing)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  /* No block of its own: libarchive would keep up to 10 KiB of the content in a buffer that it never wipes. */
  if (archive_write_set_format_pax_restricted (archive) != ARCHIVE_OK
      || archive_write_set_bytes_per_block (archive, 0) != ARCHIVE_OK
      || archive_write_open2 (archive, writing, NULL, on_archive_write, NULL, NULL) != ARCHIVE_OK)
    return FALSE;
  for (guint i = 0; i < self->members->len && !writing->refused; i++)
    if (!write_member (archive, g_ptr_array_index (self->members, i), now))
      return FALSE;
  return archive_write_close (archive) == ARCHIVE_OK;
}

gboolean
parvis_parcel_write (const ParvisParcel *self, ParvisParcelSink sink, gpointer user_data, GError **error)
{
  g_autoptr (ArchiveWriter) archive = archive_write_new ();
  Writing writing = { sink, user_data, FALSE, NULL };
  gboolean written = write_members (self, archive, &writing);

  if (written && !writing.refused)
    return TRUE;
  if (writing.refused)
    g_propagate_error (error, writing.error);
  else
    g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_FAILED,
                 _ ("l’archive de l’envoi n’a pas pu être faite : %s"), archive_error_string (archive));
  return FALSE;
}

/* Reading --------------------------------------------------------------------------------------- */

static gboolean
refuse_archive (struct archive *archive, GError **error)
{
  const char *why = archive != NULL ? archive_error_string (archive) : NULL;

  g_set_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_INVALID,
               _ ("le contenu de l’envoi n’est pas une archive lisible (%s)"),
               why != NULL ? why : _ ("elle est incomplète"));
  return FALSE;
}

static gboolean
read_data (ParvisParcel *self, struct archive *archive, const char *name, gsize size, GError **error)
{
  guint8 *data = g_malloc (MAX (size, 1));
  g_autoptr (GBytes) bytes = parvis_secret_bytes_new_take (data, size);
  guint8 more;

  for (gsize done = 0; done < size;)
    {
      la_ssize_t got = archive_read_data (archive, data + done, size - done);

      if (got <= 0)
        return refuse_archive (archive, error);
      done += (gsize) got;
    }
  if (archive_read_data (archive, &more, 1) != 0)
    return refuse_archive (archive, error);
  return parvis_parcel_add (self, name, bytes, error);
}

/* Only plain files: a link or a device in an envelope is somebody's trick. */
static gboolean
read_member (ParvisParcel *self, struct archive *archive, struct archive_entry *entry, GError **error)
{
  const char *name = archive_entry_pathname (entry);

  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL
      || !archive_entry_size_is_set (entry) || archive_entry_size (entry) < 0)
    {
      g_set_error_literal (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_INVALID,
                           _ ("l’envoi contient autre chose que de simples fichiers"));
      return FALSE;
    }
  return check_member (self, name, (gsize) archive_entry_size (entry), error)
         && read_data (self, archive, name, (gsize) archive_entry_size (entry), error);
}

static gboolean
read_members (ParvisParcel *self, struct archive *archive, GError **error)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    if (!read_member (self, archive, entry, error))
      return FALSE;
  return status == ARCHIVE_EOF || refuse_archive (archive, error);
}

ParvisParcel *
parvis_parcel_read (GBytes *bytes, GError **error)
{
  g_autoptr (ParvisParcel) self = parvis_parcel_new ();
  g_autoptr (ArchiveReader) archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  if (size == 0 || archive_read_support_format_tar (archive) != ARCHIVE_OK
      || archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    {
      refuse_archive (size == 0 ? NULL : archive, error);
      return NULL;
    }
  return read_members (self, archive, error) ? g_steal_pointer (&self) : NULL;
}
