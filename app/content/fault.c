/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/fault.h"

#include <glib/gi18n-lib.h>

void
parvis_bundle_fault_free (ParvisBundleFault *fault)
{
  if (fault == NULL)
    return;
  g_free (fault->file);
  g_free (fault->pointer);
  g_free (fault->message);
  g_free (fault->remedy);
  g_free (fault);
}

GPtrArray *
parvis_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
}

static void
append (GPtrArray *faults, const char *file, const char *pointer, char *message, char *remedy)
{
  ParvisBundleFault *fault = g_new0 (ParvisBundleFault, 1);

  fault->file = g_strdup (file);
  fault->pointer = g_strdup (pointer);
  fault->message = message;
  fault->remedy = remedy;
  g_ptr_array_add (faults, fault);
}

void
parvis_faults_take (GPtrArray *faults, const char *file, const char *pointer, char *message, char *remedy)
{
  g_autofree char *own_message = message;
  g_autofree char *own_remedy = remedy;

  if (faults->len < PARVIS_FAULTS_MAX)
    append (faults, file, pointer, g_steal_pointer (&own_message), g_steal_pointer (&own_remedy));
  else if (faults->len == PARVIS_FAULTS_MAX)
    append (faults, "", "", g_strdup (_ ("il y a trop de fautes pour les dire toutes")),
            g_strdup (_ ("Corrigez celles-ci d’abord, puis vérifiez de nouveau.")));
}

void
parvis_faults_add (GPtrArray *faults, const char *file, const char *pointer, const char *message, const char *remedy)
{
  parvis_faults_take (faults, file, pointer, g_strdup (message), g_strdup (remedy));
}

void
parvis_pointer_push (GString *pointer, const char *token)
{
  g_string_append_c (pointer, '/');
  for (const char *c = token; *c != '\0'; c++)
    {
      if (*c == '~')
        g_string_append (pointer, "~0");
      else if (*c == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *c);
    }
}

void
parvis_pointer_push_index (GString *pointer, guint index)
{
  g_string_append_printf (pointer, "/%u", index);
}
