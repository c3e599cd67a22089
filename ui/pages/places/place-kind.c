/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/place-kind.h"

#include <glib/gi18n-lib.h>

const ParvisPlaceKind *
parvis_place_kinds (void)
{
  static const ParvisPlaceKind kinds[] = {
    { "town-hall", "town-hall", N_ ("Mairie et services") },
    { "school", "child", N_ ("Écoles et enfance") },
    { "library", "book", N_ ("Livres et culture") },
    { "sport", "ball", N_ ("Sport") },
    { "hall", "people", N_ ("Salles et associations") },
    { "health", "heart", N_ ("Santé et aide") },
    { "waste", "bin", N_ ("Déchets") },
    { "park", "tree", N_ ("Parcs et jardins") },
    { "post", "mail", N_ ("Poste") },
    { "cemetery", "cross-grave", N_ ("Cimetière") },
    { "other", "pin", N_ ("Autres lieux") },
    { NULL, NULL, NULL },
  };

  return kinds;
}

const ParvisPlaceKind *
parvis_place_kind (const char *id)
{
  const ParvisPlaceKind *kind = parvis_place_kinds ();

  while (kind[1].id != NULL && g_strcmp0 (kind->id, id) != 0)
    kind++;
  return kind;
}
