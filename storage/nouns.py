"""What a handler finds under `turn.store`: one attribute a noun, all in one transaction."""

from __future__ import annotations

from functools import cached_property

from storage.alerts import Alerts
from storage.campaign_updates import CampaignUpdates
from storage.comments import Comments
from storage.connection import Connection
from storage.conversations import Conversations
from storage.handled import Handled
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.organisations import Organisations
from storage.petition_details import PetitionDetails
from storage.petitions import Petitions
from storage.reasons import Reasons
from storage.reviews import Reviews
from storage.signatures import Signatures
from storage.stories import Stories
from storage.supporters import Supporters
from storage.vault import Vault


class Nouns:
    """Made anew for each transaction; a noun is made when it is first asked for."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Everything speaks over one connection and seals with one vault."""
        self.connection = connection
        self.vault = vault

    @cached_property
    def organisations(self) -> Organisations:
        """Who runs campaigns."""
        return Organisations(self.connection)

    @cached_property
    def petitions(self) -> Petitions:
        """The asks."""
        return Petitions(self.connection)

    @cached_property
    def details(self) -> PetitionDetails:
        """What stands under a petition."""
        return PetitionDetails(self.connection)

    @cached_property
    def campaign_updates(self) -> CampaignUpdates:
        """Dated news by the organizers."""
        return CampaignUpdates(self.connection)

    @cached_property
    def stories(self) -> Stories:
        """Campaign stories and news."""
        return Stories(self.connection)

    @cached_property
    def comments(self) -> Comments:
        """What readers wrote under stories."""
        return Comments(self.connection, self.vault)

    @cached_property
    def supporters(self) -> Supporters:
        """People who did something here."""
        return Supporters(self.connection, self.vault)

    @cached_property
    def ledger(self) -> Ledger:
        """The append-only counts."""
        return Ledger(self.connection)

    @cached_property
    def signatures(self) -> Signatures:
        """Who signed what, as they allow it to be seen."""
        return Signatures(self.connection, self.vault, self.ledger)

    @cached_property
    def reasons(self) -> Reasons:
        """Signers as others may see them."""
        return Reasons(self.connection, self.vault)

    @cached_property
    def reviews(self) -> Reviews:
        """What is held until somebody has looked at it."""
        return Reviews(self.connection, self.vault, self.ledger)

    @cached_property
    def conversations(self) -> Conversations:
        """Half-filled forms."""
        return Conversations(self.connection, self.vault)

    @cached_property
    def alerts(self) -> Alerts:
        """Pieces of news, each raised once."""
        return Alerts(self.connection)

    @cached_property
    def handled(self) -> Handled:
        """Updates that were done already."""
        return Handled(self.connection)

    @cached_property
    def jobs(self) -> Jobs:
        """Long work with a cursor."""
        return Jobs(self.connection)
