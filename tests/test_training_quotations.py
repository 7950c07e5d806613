"""How the weights of the quotations' traits are fitted."""

import pytest

from reader.analysis.attribution import Attribution
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene
from reader.analysis.speakers import NOBODY, Candidate
from reader.training.quotations import Example, fit_speakers, likeliest

SCENE = Scene.of(Passage("paragraph", 0, ""))


def example(*candidates: tuple[str, bool]) -> Example:
    """A stretch with candidates of one trait each, and whether each is the right one."""
    several = tuple(
        Candidate(Attribution(confidence=place), (trait,)) for place, (trait, _) in enumerate(candidates)
    )
    return Example(SCENE, 0, several, tuple(right for _, right in candidates), True)


def test_the_trait_of_those_who_are_right_weighs_most() -> None:
    weights = fit_speakers([example(("near", True), ("far", False))] * 20)
    assert weights["near"] > weights.get("far", 0.0)
    choice = likeliest(weights)(example(("far", False), ("near", True)))
    assert choice.traits == ("near",)
    assert choice.margin > 0


def test_what_is_never_right_weighs_less_than_nobody() -> None:
    weights = fit_speakers([example(("far", False))] * 20 + [example(("near", True))] * 20)
    assert weights["far"] < weights[NOBODY] < weights["near"]


def test_a_rare_trait_has_no_weight() -> None:
    weights = fit_speakers([example(("near", True), ("far", False))] * 20 + [example(("odd", True))])
    assert "odd" not in weights


def test_of_two_that_are_as_good_neither_weighs_more() -> None:
    weights = fit_speakers(
        [example(("left", True), ("right", False)), example(("left", False), ("right", True))] * 20
    )
    assert weights["left"] == pytest.approx(weights["right"], abs=0.02)
