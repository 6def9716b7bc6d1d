"""The fit of the hybrid model: what it learns from answers, and what it must never see."""

import json

import numpy as np
import pytest

from ascent.learner.fitting import from_table
from ascent.learner.fitting.from_table import Answers


def simulated(learners: int = 60, each: int = 40, seed: int = 0, stamped: bool = True) -> Answers:
    """Learners of different ability who answer questions of different difficulty."""
    rng = np.random.default_rng(seed)
    hard = np.linspace(-2, 2, 20)
    user = np.repeat(np.arange(learners), each)
    item = rng.integers(0, 20, size=learners * each)
    ability = np.repeat(rng.normal(0.5, 1, learners), each)
    right = rng.random(len(user)) < 1 / (1 + np.exp(hard[item] - ability))
    skills = [(int(i) % 4,) if i else () for i in item]
    at = np.arange(len(user)) * 60.0 if stamped else None
    return Answers(user, item, skills, right, at)


@pytest.fixture(scope="module")
def fitted() -> from_table.Fitted:
    return from_table.fit(simulated())


def test_hard_questions_come_out_hard(fitted: from_table.Fitted) -> None:
    found = [fitted.items.of(item, ()) for item in range(20)]
    assert np.corrcoef(found, np.linspace(-2, 2, 20))[0, 1] > 0.9


def test_it_tells_other_learners_answers_better_than_the_mean(fitted: from_table.Fitted) -> None:
    others = simulated(seed=1)
    told = from_table.predict(fitted, others)
    y = others.right
    loss = -np.where(y, np.log(told), np.log(1 - told)).mean()
    share = y.mean()
    assert loss < -(share * np.log(share) + (1 - share) * np.log(1 - share)) - 0.05


def test_a_prediction_does_not_depend_on_its_own_or_later_answers(
    fitted: from_table.Fitted,
) -> None:
    others = simulated(learners=1, seed=2)
    turned = others.right.copy()
    turned[20:] = ~turned[20:]
    other = Answers(others.user, others.item, others.skills, turned, others.at)
    before, after = from_table.predict(fitted, others), from_table.predict(fitted, other)
    assert np.array_equal(before[:21], after[:21])
    assert not np.array_equal(before[21:], after[21:])


def test_learners_do_not_influence_each_other(fitted: from_table.Fitted) -> None:
    both = simulated(learners=2, seed=3)
    second = both.take(both.user == 1)
    assert np.array_equal(
        from_table.predict(fitted, both)[both.user == 1], from_table.predict(fitted, second)
    )


def test_unseen_questions_and_skills_are_predicted_too(fitted: from_table.Fitted) -> None:
    strange = Answers(
        np.array([7, 7, 7]),
        np.array([900, 900, 901]),
        [(77,), (77,), ()],
        np.array([True, False, True]),
    )
    told = from_table.predict(fitted, strange)
    assert ((told > 0) & (told < 1)).all()


def test_what_comes_after_what_is_learnt() -> None:
    """Question 1 goes well after question 0 and badly after question 2, whoever answers."""
    rng = np.random.default_rng(0)
    first = rng.choice([0, 2], size=3000)
    item = np.column_stack([first, np.ones_like(first)]).ravel()
    chance = np.where(item != 1, 0.5, np.where(np.repeat(first, 2) == 0, 0.8, 0.3))
    right = rng.random(len(item)) < chance
    user = np.repeat(np.arange(300), 20)
    answers = Answers(user, item, [(0,)] * len(item), right)
    seen = user < 200
    told = from_table.predict(from_table.fit(answers.take(seen)), answers.take(~seen))
    later, after = item[~seen] == 1, np.repeat(first, 2)[~seen]
    assert told[later & (after == 0)].mean() == pytest.approx(0.8, abs=0.05)
    assert told[later & (after == 2)].mean() == pytest.approx(0.3, abs=0.05)


@pytest.mark.parametrize("rows", [1, 2, 30])
def test_a_handful_of_answers_is_enough_to_go_on(rows: int) -> None:
    few = simulated(learners=2, each=20).take(np.arange(rows))
    told = from_table.predict(from_table.fit(few), simulated(learners=3, seed=5))
    assert ((told > 0) & (told < 1)).all()


def test_no_answers_are_refused() -> None:
    with pytest.raises(ValueError, match="no answers"):
        from_table.fit(simulated().take(np.arange(0)))


def test_without_time_stamps_it_works_the_same() -> None:
    plain = from_table.fit(simulated(stamped=False))
    told = from_table.predict(plain, simulated(seed=1, stamped=False))
    assert told.std() > 0.1


def test_the_same_seed_gives_the_same_model() -> None:
    assert from_table.fit(simulated(), seed=3) == from_table.fit(simulated(), seed=3)


def test_a_fitted_model_survives_json(fitted: from_table.Fitted) -> None:
    again = from_table.Fitted.from_json(json.loads(json.dumps(fitted.to_json())))
    assert np.array_equal(
        from_table.predict(again, simulated(seed=4)), from_table.predict(fitted, simulated(seed=4))
    )


def test_at_most_forty_numbers_are_shared(fitted: from_table.Fitted) -> None:
    assert fitted.parameters.size <= 40
