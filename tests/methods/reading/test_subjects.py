"""Grammatical subjects as owners."""

import pytest

from tideturn.methods.reading.subjects import owners_in


@pytest.mark.parametrize(
    ("text", "owners", "others"),
    [
        ("The Norland Government should act.", ["Government of Norland"], ()),
        ("Within the next year, DBs and the HRP should act.", ["District Boards", "Harbour and River Police"], ()),
        ("If not yet doing so, DBs should act.", ["District Boards"], ()),
        ("While the Norland Government is unable to act, it should ask.", ["Government of Norland"], ()),
        ("Tents should be lent to all.", [], ()),
        ("Nobody should be turned away.", [], ()),
        ("People should get a boat.", [], ()),
        ("DBs should be accountable for boats.", ["District Boards"], ()),
        ("A review should be undertaken, led by Norland Health and involving other partners.", ["Norland Health"],
         ("Other partners",)),
        ("DBs, in partnership with boat owners, should act.", ["District Boards"], ("boat owners",)),
        ("DBs should, with the support of boat owners, act.", ["District Boards"], ("boat owners",)),
        ("DBs should act. The HRP should help.", ["District Boards"], ("Harbour and River Police",)),
        ("Tents should be lent. The HRP should help.", ["Harbour and River Police"], ()),
        ("The Norland Government should act. The Government should then wait.", ["Government of Norland"], ()),
        ("All services urgently need to act.", ["Services"], ()),
        ("The Fisheries Council should act.", ["Fisheries Council"], ()),
        ("Drying boats should be a priority for DBs and the HRP.", ["District Boards", "Harbour and River Police"], ()),
        ("There must be a plan from the Norland Government.", ["Government of Norland"], ()),
        ("The plan should say more.", [], ()),
        ("Lend tents to all (Lead: DBs).", ["District Boards"], ()),
        ("Tents should be lent. (Lead agency: HRP with boat owners)", ["Harbour and River Police"], ("boat owners",)),
        ("The Norland Government should act (leads: DBs).", ["District Boards"], ("Government of Norland",)),
        ("The Norland Government should act (Lead: TBC).", ["Government of Norland"], ()),
        ("The Norland Government should act (see lead: page 4) soon.", ["Government of Norland"], ()),
    ],
)  # fmt: skip
def test_owners_in_what_is_asked(text, owners, others, organisations):
    named = owners_in(text, organisations)

    assert [owner.name for owner in named.owners] == owners
    assert named.others == others


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Norland Health will mend boats.", ["Norland Health"]),
        ("Norland Health has invested in tar, delivered by the HRP.", ["Norland Health"]),
        ("We will mend boats. Norland Health will watch.", []),
        ("The group will mend boats.", []),
        ("Boats will be mended.", []),
        ("Norland Health is developing a shed.", ["Norland Health"]),
        ("Norland Health is committed to dry boats.", ["Norland Health"]),
        ("Tar is committed by Norland Health for years.", []),
    ],
)
def test_owners_in_what_is_promised(text, owners, organisations):
    assert [owner.name for owner in owners_in(text, organisations, mood="promises").owners] == owners


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("We will work with DBs and Norland Health to mend boats.", ("District Boards", "Norland Health")),
        ("We will work with anyone to mend boats.", ()),
        ("We will mend boats with Norland Health.", ()),
    ],
)
def test_owners_in_keeps_whom_the_maker_works_with(text, others, organisations):
    named = owners_in(text, organisations, mood="promises")

    assert (named.owners, named.others) == ((), others)
