/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>

#include "drivers/card/reader.h"

const char *
parvis_card_reader_state_to_text (ParvisCardReaderState state)
{
  switch (state)
    {
    case PARVIS_CARD_READER_NO_READER:
      return _ ("Le lecteur de cartes est débranché. Prévenez l’accueil.");
    case PARVIS_CARD_READER_EMPTY:
      return _ ("Posez votre carte sur le lecteur.");
    case PARVIS_CARD_READER_CARD:
      return _ ("Votre carte est sur le lecteur.");
    case PARVIS_CARD_READER_UNREADABLE:
      return _ ("Le lecteur n’arrive pas à lire cette carte. Retirez-la, puis remettez-la dans l’autre sens.");
    case PARVIS_CARD_READER_STUCK:
      return _ ("Le lecteur de cartes ne répond plus. Retirez votre carte et prévenez l’accueil.");
    case PARVIS_CARD_READER_NO_SERVICE:
    default:
      return _ ("Le lecteur de cartes ne marche pas pour l’instant. Prévenez l’accueil.");
    }
}

const char *
parvis_card_error_to_text (const GError *error)
{
  ParvisCardError code = error != NULL && error->domain == PARVIS_CARD_ERROR ? (ParvisCardError) error->code
                                                                             : PARVIS_CARD_ERROR_PROTOCOL;

  switch (code)
    {
    case PARVIS_CARD_ERROR_REMOVED:
      return _ ("La carte a été retirée trop tôt. Remettez-la, et laissez-la jusqu’à la fin.");
    case PARVIS_CARD_ERROR_MUTE:
      return _ ("La carte ne répond pas. Retirez-la, puis remettez-la dans l’autre sens.");
    case PARVIS_CARD_ERROR_REFUSED:
      return _ ("La carte refuse d’être lue. Vous pouvez continuer sans carte.");
    case PARVIS_CARD_ERROR_WRONG_CODE:
      return _ ("Ce code n’est pas celui de la carte. Vérifiez-le, puis recommencez.");
    case PARVIS_CARD_ERROR_BLOCKED:
      return _ ("Le code de cette carte est bloqué après trop d’essais. Adressez-vous à qui vous l’a donnée.");
    case PARVIS_CARD_ERROR_UNSUPPORTED:
      return _ ("La borne ne sait pas lire cette carte. Essayez avec une autre, ou continuez sans carte.");
    case PARVIS_CARD_ERROR_FORGED:
      return _ ("La borne n’a pas pu vérifier que cette carte est vraie. Adressez-vous à l’accueil.");
    case PARVIS_CARD_ERROR_NO_SERVICE:
      return _ ("Le lecteur de cartes ne marche pas pour l’instant. Prévenez l’accueil.");
    case PARVIS_CARD_ERROR_CANCELLED:
      return _ ("La lecture de la carte est arrêtée.");
    case PARVIS_CARD_ERROR_PROTOCOL:
    default:
      return _ ("La borne n’a pas compris cette carte. Recommencez, ou continuez sans carte.");
    }
}
