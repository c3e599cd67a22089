/* SPDX-License-Identifier: EUPL-1.2
 *
 * What agents alone read, in French.
 */
#include <glib/gi18n-lib.h>

#include "drivers/card/piv-trust.h"
#include "drivers/card/reader.h"

const char *
parvis_piv_error_to_text (const GError *error)
{
  if (error == NULL || error->domain != PARVIS_PIV_ERROR)
    return parvis_card_error_to_text (error);
  switch ((ParvisPivError) error->code)
    {
    case PARVIS_PIV_ERROR_NO_CERTIFICATE:
      return _ ("Cette carte n’a pas encore de certificat. Faites-la préparer par votre service informatique.");
    case PARVIS_PIV_ERROR_NOT_OURS:
      return _ ("Cette carte n’est pas une carte de la mairie. Prenez celle que la mairie vous a donnée.");
    case PARVIS_PIV_ERROR_EXPIRED:
      return _ ("Cette carte n’est plus valable. Faites-la renouveler par votre service informatique.");
    case PARVIS_PIV_ERROR_NOT_YET_VALID:
      return _ ("Cette carte n’est pas encore valable, ou l’horloge de la borne retarde. Regardez l’heure affichée, et "
                "prévenez votre service informatique.");
    case PARVIS_PIV_ERROR_USAGE:
      return _ ("Cette carte est bien de la mairie, mais elle n’ouvre pas ce service. Demandez-en une qui l’ouvre à "
                "votre service informatique.");
    case PARVIS_PIV_ERROR_REVOKED:
      return _ ("Cette carte a été déclarée perdue ou annulée. Remettez-la à votre service informatique.");
    case PARVIS_PIV_ERROR_NO_LIST:
      return _ ("La borne ne peut pas vérifier que cette carte n’a pas été annulée : sa liste n’est plus à jour. "
                "Prévenez votre service informatique.");
    case PARVIS_PIV_ERROR_CERTIFICATE:
    default:
      return _ (
          "Le certificat de cette carte ne peut pas être utilisé. Faites-la vérifier par votre service informatique.");
    }
}
