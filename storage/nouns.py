"""What a handler finds under `turn.store`: one attribute a noun, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from storage.additions import Additions
from storage.alarms import Alarms
from storage.alerts import Alerts
from storage.asked import Asked
from storage.asking_another import AskingAnother
from storage.at_the_desk import AtTheDesk
from storage.attachments import Attachments
from storage.audit import Audit
from storage.broadcast_words import BroadcastWords
from storage.broadcasts import Broadcasts
from storage.campaign_updates import CampaignUpdates
from storage.card_wishes import CardWishes
from storage.cards import Cards
from storage.charting import Charting
from storage.chat_messages import ChatMessages
from storage.chats import Chats
from storage.coaching import Coaching
from storage.comments import Comments
from storage.connection import Connection
from storage.consents import Consents
from storage.conversations import Conversations
from storage.countdown import Countdown
from storage.decisions import Decisions
from storage.deliveries import Deliveries
from storage.document_pages import DocumentPages
from storage.documents import Documents
from storage.drafting_parts import DraftingParts
from storage.drafts import Drafts
from storage.due_cards import DueCards
from storage.duty import OnDuty
from storage.exports import Exports
from storage.follows import Follows
from storage.goal_messages import GoalMessages
from storage.going_signatures import GoingSignatures
from storage.grouping import Grouping
from storage.handing_over import HandingOver
from storage.handled import Handled
from storage.holds import Holds
from storage.in_work import InWork
from storage.invites import Invites
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.linking import Linking
from storage.made_once import made_once
from storage.members import Members
from storage.missed import MissedNews
from storage.named_links import NamedLinks
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
from storage.rehearsals import Rehearsals
from storage.reminder_rules import ReminderRules
from storage.reminders import Reminders
from storage.reviews import Reviews
from storage.rules import Rules
from storage.servers import Servers
from storage.share_links import ShareLinks
from storage.signatures import Signatures
from storage.stages import Stages
from storage.starting import Beside
from storage.statuses import Statuses
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
from storage.way import Way

N = TypeVar("N")


def _plain(noun: Callable[[Connection], N]) -> made_once[N]:
    """One of which nothing is sealed."""
    return made_once(lambda nouns: noun(nouns.connection))


def _sealed(noun: Callable[[Connection, Vault], N]) -> made_once[N]:
    """One that keeps what somebody typed, or keyed hashes."""
    return made_once(lambda nouns: noun(nouns.connection, nouns.vault))


class Nouns:
    """Made anew for each transaction; a noun is made when it is first asked for."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Everything speaks over one connection and seals with one vault."""
        self.connection = connection
        self.vault = vault

    organisations = _plain(Organisations)
    """Who runs campaigns."""
    rules = _plain(Rules)
    """How they want to tell people."""
    members = _sealed(Members)
    """Who organizes for them."""
    invites = _sealed(Invites)
    """Codes that let organizers in."""
    audit = _sealed(Audit)
    """What organizers have done."""
    petitions = _plain(Petitions)
    """The asks."""
    attachments = _plain(Attachments)
    """Their pictures and files, and those of stories."""
    details = _plain(PetitionDetails)
    """What stands under a petition."""
    drafts = made_once(lambda nouns: Drafts(nouns.connection, nouns.petitions, nouns.asked))
    """Petitions as their organizers write them."""
    drafted_parts = made_once(lambda nouns: DraftingParts(nouns.connection, nouns.share_links))
    """Whom a petition asks, its days and goals, and what else is said about it, as they are written."""
    asked = made_once(lambda nouns: Asked(nouns.connection, nouns.drafted_parts))
    """Whom a petition asks, asked, and will ask."""
    versions = made_once(lambda nouns: Versions(nouns.connection, nouns.asked))
    """What a petition says, said, and is about to say."""
    stages = made_once(lambda nouns: Stages(nouns.connection, nouns.versions))
    """The course of a petition."""
    trials = _plain(Trials)
    """What organizers try out on themselves."""
    consents = _plain(Consents)
    """Whose signature still holds."""
    broadcast_words = _plain(BroadcastWords)
    """What broadcasts say."""
    groups = _sealed(Grouping)
    """Of whom there are enough to tell something to them alone."""
    asking_another = _plain(AskingAnother)
    """Who asked a second organizer, and who agreed."""
    broadcasts = made_once(
        lambda nouns: Broadcasts(
            nouns.connection, Beside(nouns.broadcast_words, nouns.groups, nouns.asking_another, nouns.stages)
        )
    )
    """What organizers tell those who follow them."""
    news_drafts = made_once(lambda nouns: NewsDrafts(nouns.connection, nouns.broadcasts, nouns.stages))
    """The same, as they write them."""
    handing_over = _plain(HandingOver)
    """Where signatures went."""
    at_the_desk = _plain(AtTheDesk)
    """Handing over live."""
    statuses = made_once(lambda nouns: Statuses(nouns.connection, nouns.queues))
    """How an organisation's petitions stand."""
    coaching = _plain(Coaching)
    """What organizers can do next."""
    documents = _sealed(Documents)
    """Files that are made to be handed over."""
    document_pages = _sealed(DocumentPages)
    """Who stands in them."""
    quiet = _plain(Quiet)
    """Petitions of which nothing was told for long."""
    rehearsals = _plain(Rehearsals)
    """What would become of a broadcast."""
    campaign_updates = _plain(CampaignUpdates)
    """Dated news by the organizers."""
    stories = _plain(Stories)
    """Campaign stories and news."""
    story_drafts = _plain(StoryDrafts)
    """What organizers write of them."""
    comments = _sealed(Comments)
    """What readers wrote under stories."""
    supporters = _sealed(Supporters)
    """People who did something here."""
    linking = _sealed(Linking)
    """Codes that link two accounts."""
    preferences = _sealed(PreferencesOf)
    """How people want to be written to."""
    follows = _plain(Follows)
    """What people want to hear of."""
    voices = _plain(Voices)
    """Me too, and reports."""
    share_links = _plain(ShareLinks)
    """Links whose sharer counts what they bring."""
    named_links = _plain(NamedLinks)
    """Links that organizers named."""
    way = _plain(Way)
    """How many went which part of the way to a signature."""
    exports = _sealed(Exports)
    """Everything about one person."""
    ledger = _plain(Ledger)
    """The append-only counts."""
    additions = made_once(lambda nouns: Additions(nouns.connection, nouns.ledger))
    """Signatures that were not made here."""
    charting = _sealed(Charting)
    """How it goes, in numbers to be drawn."""
    goal_messages = _plain(GoalMessages)
    """What organizers say to a goal."""
    signatures = made_once(lambda nouns: Signatures(nouns.connection, nouns.vault, nouns.ledger))
    """Who signed what, as they allow it to be seen."""
    going_signatures = made_once(lambda nouns: GoingSignatures(nouns.connection, nouns.vault, nouns.ledger))
    """Theirs who become one with another, or go for good."""
    reasons = _sealed(Reasons)
    """Signers as others may see them."""
    reviews = made_once(lambda nouns: Reviews(nouns.connection, nouns.vault, nouns.ledger))
    """What is held until somebody has looked at it."""
    queues = _sealed(Queues)
    """What waits for an organisation's moderators."""
    takings = _plain(Takings)
    """Who looks at what of it."""
    decisions = _plain(Decisions)
    """What they decided."""
    waiting_news = _plain(WaitingNews)
    """Whether they have to be told that something waits."""
    duty = _sealed(OnDuty)
    """For whom alarms ring."""
    holds = _plain(Holds)
    """Petitions that hold what is new."""
    alarms = _sealed(Alarms)
    """Bursts that somebody should look at."""
    sweeps = _sealed(Sweeps)
    """Many signatures that are decided on at once."""
    conversations = _sealed(Conversations)
    """Half-filled forms."""
    chat_messages = _sealed(ChatMessages)
    """What stands in private chats and can still be removed."""
    chats = _sealed(Chats)
    """Groups and channels in which something was chosen."""
    servers = _sealed(Servers)
    """Servers and the role that members take who want news."""
    cards = _plain(Cards)
    """The live cards that stand there."""
    due_cards = _sealed(DueCards)
    """Those of them that have to be looked at."""
    card_wishes = _sealed(CardWishes)
    """Cards that somebody wants to stand somewhere."""
    in_work = _plain(InWork)
    """Updates that were begun, in case the process ends over one."""
    alerts = _plain(Alerts)
    """Pieces of news, each raised once."""
    reminders = _sealed(Reminders)
    """What is told again at a time that somebody chose."""
    reminder_rules = made_once(lambda nouns: ReminderRules(nouns.connection, nouns.vault, nouns.reminders))
    """Those that organizers set."""
    countdown = _plain(Countdown)
    """Days ahead that those hear of who asked for it."""
    deliveries = _sealed(Deliveries)
    """Who is still to be told what."""
    progress = _plain(ProgressOf)
    """How far alerts are."""
    pace = _sealed(Pace)
    """When each bot may send next unasked."""
    missed = _plain(MissedNews)
    """What happened to what people follow."""
    handled = _plain(Handled)
    """Updates that were done already."""
    jobs = _plain(Jobs)
    """Long work with a cursor."""
