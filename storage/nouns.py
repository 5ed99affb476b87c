"""What a handler finds under `turn.store`: one attribute a noun, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from storage.alarms import Alarms
from storage.alerts import Alerts
from storage.attachments import Attachments
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.campaign_updates import CampaignUpdates
from storage.card_wishes import CardWishes
from storage.cards import Cards
from storage.chat_messages import ChatMessages
from storage.chats import Chats
from storage.comments import Comments
from storage.connection import Connection
from storage.consents import Consents
from storage.conversations import Conversations
from storage.countdown import Countdown
from storage.decisions import Decisions
from storage.deliveries import Deliveries
from storage.drafting_parts import DraftingParts
from storage.drafts import Drafts
from storage.duty import OnDuty
from storage.exports import Exports
from storage.follows import Follows
from storage.handing_over import HandingOver
from storage.handled import Handled
from storage.holds import Holds
from storage.in_work import InWork
from storage.invites import Invites
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.linking import Linking
from storage.members import Members
from storage.missed import MissedNews
from storage.news_drafts import NewsDrafts
from storage.organisations import Organisations
from storage.pace import Pace
from storage.petition_details import PetitionDetails
from storage.petitions import Petitions
from storage.preferences import PreferencesOf
from storage.progress import ProgressOf
from storage.queues import Queues
from storage.quiet import Quiet
from storage.reasons import Reasons
from storage.reminders import Reminders
from storage.reviews import Reviews
from storage.servers import Servers
from storage.share_links import ShareLinks
from storage.signatures import Signatures
from storage.stages import Stages
from storage.stories import Stories
from storage.story_drafts import StoryDrafts
from storage.supporters import Supporters
from storage.sweeps import Sweeps
from storage.takings import Takings
from storage.trials import Trials
from storage.vault import Vault
from storage.versions import Versions
from storage.voices import Voices
from storage.waiting_news import WaitingNews

N = TypeVar("N")


class made_once(Generic[N]):
    """Like functools.cached_property, whose lock (on Python 3.11) would cost more than a noun does."""

    def __init__(self, make: Callable[[Any], N]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> made_once[N]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> N: ...
    def __get__(self, instance: object | None, owner: type) -> made_once[N] | N:
        if instance is None:
            return self
        made = instance.__dict__[self._name] = self._make(instance)
        return made


class Nouns:
    """Made anew for each transaction; a noun is made when it is first asked for."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Everything speaks over one connection and seals with one vault."""
        self.connection = connection
        self.vault = vault

    @made_once
    def organisations(self) -> Organisations:
        """Who runs campaigns."""
        return Organisations(self.connection)

    @made_once
    def members(self) -> Members:
        """Who organizes for them."""
        return Members(self.connection, self.vault)

    @made_once
    def invites(self) -> Invites:
        """Codes that let organizers in."""
        return Invites(self.connection, self.vault)

    @made_once
    def audit(self) -> Audit:
        """What organizers have done."""
        return Audit(self.connection, self.vault)

    @made_once
    def petitions(self) -> Petitions:
        """The asks."""
        return Petitions(self.connection)

    @made_once
    def attachments(self) -> Attachments:
        """Their pictures and files, and those of stories."""
        return Attachments(self.connection)

    @made_once
    def details(self) -> PetitionDetails:
        """What stands under a petition."""
        return PetitionDetails(self.connection)

    @made_once
    def drafts(self) -> Drafts:
        """Petitions as their organizers write them."""
        return Drafts(self.connection, self.petitions)

    @made_once
    def drafted_parts(self) -> DraftingParts:
        """Whom a petition asks, its days and goals, and what else is said about it, as they are written."""
        return DraftingParts(self.connection, self.share_links)

    @made_once
    def versions(self) -> Versions:
        """What a petition says, said, and is about to say."""
        return Versions(self.connection)

    @made_once
    def stages(self) -> Stages:
        """The course of a petition."""
        return Stages(self.connection)

    @made_once
    def trials(self) -> Trials:
        """What organizers try out on themselves."""
        return Trials(self.connection)

    @made_once
    def consents(self) -> Consents:
        """Whose signature still holds."""
        return Consents(self.connection)

    @made_once
    def broadcasts(self) -> Broadcasts:
        """What organizers tell those who follow them."""
        return Broadcasts(self.connection, self.vault)

    @made_once
    def campaign_updates(self) -> CampaignUpdates:
        """Dated news by the organizers."""
        return CampaignUpdates(self.connection)

    @made_once
    def news_drafts(self) -> NewsDrafts:
        """The same, as they write them."""
        return NewsDrafts(self.connection, self.vault)

    @made_once
    def handing_over(self) -> HandingOver:
        """Where signatures went."""
        return HandingOver(self.connection)

    @made_once
    def quiet(self) -> Quiet:
        """Petitions of which nothing was told for long."""
        return Quiet(self.connection)

    @made_once
    def stories(self) -> Stories:
        """Campaign stories and news."""
        return Stories(self.connection)

    @made_once
    def story_drafts(self) -> StoryDrafts:
        """What organizers write of them."""
        return StoryDrafts(self.connection)

    @made_once
    def comments(self) -> Comments:
        """What readers wrote under stories."""
        return Comments(self.connection, self.vault)

    @made_once
    def supporters(self) -> Supporters:
        """People who did something here."""
        return Supporters(self.connection, self.vault)

    @made_once
    def linking(self) -> Linking:
        """Codes that link two accounts."""
        return Linking(self.connection, self.vault)

    @made_once
    def preferences(self) -> PreferencesOf:
        """How people want to be written to."""
        return PreferencesOf(self.connection, self.vault)

    @made_once
    def follows(self) -> Follows:
        """What people want to hear of."""
        return Follows(self.connection)

    @made_once
    def voices(self) -> Voices:
        """Me too, and reports."""
        return Voices(self.connection)

    @made_once
    def share_links(self) -> ShareLinks:
        """Links whose sharer counts what they bring."""
        return ShareLinks(self.connection)

    @made_once
    def exports(self) -> Exports:
        """Everything about one person."""
        return Exports(self.connection, self.vault)

    @made_once
    def ledger(self) -> Ledger:
        """The append-only counts."""
        return Ledger(self.connection)

    @made_once
    def signatures(self) -> Signatures:
        """Who signed what, as they allow it to be seen."""
        return Signatures(self.connection, self.vault, self.ledger)

    @made_once
    def reasons(self) -> Reasons:
        """Signers as others may see them."""
        return Reasons(self.connection, self.vault)

    @made_once
    def reviews(self) -> Reviews:
        """What is held until somebody has looked at it."""
        return Reviews(self.connection, self.vault, self.ledger)

    @made_once
    def queues(self) -> Queues:
        """What waits for an organisation's moderators."""
        return Queues(self.connection, self.vault)

    @made_once
    def takings(self) -> Takings:
        """Who looks at what of it."""
        return Takings(self.connection)

    @made_once
    def decisions(self) -> Decisions:
        """What they decided."""
        return Decisions(self.connection)

    @made_once
    def waiting_news(self) -> WaitingNews:
        """Whether they have to be told that something waits."""
        return WaitingNews(self.connection)

    @made_once
    def duty(self) -> OnDuty:
        """For whom alarms ring."""
        return OnDuty(self.connection, self.vault)

    @made_once
    def holds(self) -> Holds:
        """Petitions that hold what is new."""
        return Holds(self.connection)

    @made_once
    def alarms(self) -> Alarms:
        """Bursts that somebody should look at."""
        return Alarms(self.connection, self.vault)

    @made_once
    def sweeps(self) -> Sweeps:
        """Many signatures that are decided on at once."""
        return Sweeps(self.connection, self.vault)

    @made_once
    def conversations(self) -> Conversations:
        """Half-filled forms."""
        return Conversations(self.connection, self.vault)

    @made_once
    def chat_messages(self) -> ChatMessages:
        """What stands in private chats and can still be removed."""
        return ChatMessages(self.connection, self.vault)

    @made_once
    def chats(self) -> Chats:
        """Groups and channels in which something was chosen."""
        return Chats(self.connection, self.vault)

    @made_once
    def servers(self) -> Servers:
        """Servers and the role that members take who want news."""
        return Servers(self.connection, self.vault)

    @made_once
    def cards(self) -> Cards:
        """The live cards that stand there."""
        return Cards(self.connection, self.vault)

    @made_once
    def card_wishes(self) -> CardWishes:
        """Cards that somebody wants to stand somewhere."""
        return CardWishes(self.connection, self.vault)

    @made_once
    def in_work(self) -> InWork:
        """Updates that were begun, in case the process ends over one."""
        return InWork(self.connection)

    @made_once
    def alerts(self) -> Alerts:
        """Pieces of news, each raised once."""
        return Alerts(self.connection)

    @made_once
    def reminders(self) -> Reminders:
        """What is told again at a time that somebody chose."""
        return Reminders(self.connection, self.vault)

    @made_once
    def countdown(self) -> Countdown:
        """Days ahead that those hear of who asked for it."""
        return Countdown(self.connection)

    @made_once
    def deliveries(self) -> Deliveries:
        """Who is still to be told what."""
        return Deliveries(self.connection, self.vault)

    @made_once
    def progress(self) -> ProgressOf:
        """How far alerts are."""
        return ProgressOf(self.connection)

    @made_once
    def pace(self) -> Pace:
        """When each bot may send next unasked."""
        return Pace(self.connection, self.vault)

    @made_once
    def missed(self) -> MissedNews:
        """What happened to what people follow."""
        return MissedNews(self.connection)

    @made_once
    def handled(self) -> Handled:
        """Updates that were done already."""
        return Handled(self.connection)

    @made_once
    def jobs(self) -> Jobs:
        """Long work with a cursor."""
        return Jobs(self.connection)
