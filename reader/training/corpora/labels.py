"""What the data sets' labels are in ours; a label that is in no table here is no name to us."""

from __future__ import annotations

from collections.abc import Mapping

from reader.training.corpora.sentence import LABELS, Label


def _table(**labels: str) -> Mapping[str, Label]:
    """From our labels with the names that a data set has for them, apart by spaces."""
    return {theirs: ours for ours in LABELS for theirs in labels.get(ours, "").split()}


OURS = _table(**{label: label for label in LABELS})

UNER = _table(PER="PER", ORG="ORG", LOC="LOC", MISC="OTH")

WNUT = _table(PER="person", ORG="corporation group", LOC="location", PRODUCT="product", WORK="creative-work")

CROSSNER = _table(
    PER="person politician scientist researcher writer musicalartist",
    ORG="organisation politicalparty university band magazine academicjournal",
    LOC="country location",
    EVENT="event election conference",
    PRODUCT="product programlang",
    WORK="book poem song album",
    MISC="misc award theory astronomicalobject",
)

FEW_NERD = _table(
    PER="""person_actor person_artist/author person_athlete person_director person_other person_politician
    person_scholar person_soldier""",
    ORG="""organization_company organization_education organization_government/governmentagency
    organization_media/newspaper organization_other organization_politicalparty organization_religion
    organization_showorganization organization_sportsleague organization_sportsteam""",
    LOC="""location_GPE location_bodiesofwater location_island location_mountain location_other location_park
    location_road/railway/highway/transit building_airport building_hospital building_hotel building_library
    building_other building_restaurant building_sportsfacility building_theater""",
    EVENT="""event_attack/battle/war/militaryconflict event_disaster event_election event_other event_protest
    event_sportsevent""",
    PRODUCT="""product_airplane product_car product_food product_other product_ship product_software
    product_train product_weapon""",
    WORK="art_broadcastprogram art_film art_music art_other art_painting art_writtenart product_game",
    MISC="other_award other_language other_law other_god",
)


GROBID = _table(
    PER="PERSON",
    ORG="INSTITUTION ORGANISATION BUSINESS MEDIA SPORT_TEAM",
    LOC="LOCATION INSTALLATION",
    GROUP="NATIONAL",
    EVENT="EVENT",
    PRODUCT="ARTIFACT",
    WORK="CREATION",
    MISC="LEGAL AWARD",
)

LITBANK = _table(PER="PROP_PER", ORG="PROP_ORG", LOC="PROP_LOC PROP_GPE PROP_FAC", PRODUCT="PROP_VEH")
