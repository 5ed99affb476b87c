"""The English words by which a reason is judged: each list is one text, its words apart by spaces."""

from __future__ import annotations

PEOPLE = (
    "partner husband hubby wife spouse fiance fiancee boyfriend girlfriend bf gf lover ex friend mate buddy"
    " neighbor neighbour colleague coworker boss employer employee landlord tenant student pupil teacher classmate"
    " child children kid baby son daughter brother bro sister sis twin mother father mom mommy mum mummy mama dad"
    " daddy papa parent cousin aunt auntie uncle nephew niece grandma grandpa granny nan family families relative"
    " roommate roomie flatmate housemate client patient pastor priest doctor nurse lawyer sweetheart darling"
    " beloved soulmate guest refugee immigrant migrant seeker couple man men woman women boy girl guy lady lad"
    " someone somebody he him his she her hers himself herself themself"
)
"""Said of other people; step-, grand- and -in-law, plural and possessive are put to them by the rule."""
HARMLESS_OWN = (
    "country countries nation state states city town home house community communities society world planet law"
    " laws government congress president leaders constitution court courts taxes tax vote votes voice view views"
    " opinion belief beliefs faith hope hopes heart mind life lives freedom freedoms liberty rights right support"
    " signature name reason reasons duty values principles future past history time turn part people own land"
    " borders border marriage marriages love"
)
"""What "my" or "our" may stand before without speaking of somebody."""
KNOWN_CAPITALS = (
    "i i'm i'd i've i'll us usa america american americans united states president congress senate house"
    " secretary doma ice uafa lgbt lgbtq gay january february march april may june july august september october"
    " november december monday tuesday wednesday thursday friday saturday sunday god constitution supreme court"
    " washington dc mr"
)
"""Written with a capital inside a sentence, and nobody's name."""
COMMON = (
    "the a an and or but of to in is are it this that for with we i my our you they because not no be have has"
    " was on all every should must people love equal equality law laws rights right marriage petition sign"
)
"""One of these is in nearly every English sentence."""
BEGINNINGS = (
    "about after again against also always and another any anybody anyone anything as at basic being believe both"
    " by can cannot can't change civil common congratulations could deportation discrimination do does doesn't"
    " don't each end enough even everybody everyone everything fair fairness families family few finally fight"
    " first free freedom from get give good had hate hear help here hope how human humans humanity if immigrants"
    " immigration injustice it's its just justice keep know laws let let's liberty like live long lovers make many"
    " marriages may me more most much my nations never next nobody none nothing now once one only other others"
    " please politics rules same say show simply since so some stand stop such support take thank thanks that's"
    " their them then there there's these they're things think those though time to together too treat true two"
    " under until vague was we're we've what when where which while who whoever why will wish without would yes"
    " yet your"
)
"""May begin a sentence, besides the common words; another word there may be a name."""
