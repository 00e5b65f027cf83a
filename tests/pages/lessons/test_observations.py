"""Every observation of every lesson holds for five seeds, and fails where the key setting is reverted."""

import pytest

from pages.common.lessons import LESSONS
from pages.common.lessons.run import played
from tests.pages.lessons.variations import SEEDS, reverted, varied

OBSERVED = [
    pytest.param(lesson, step, id=f"{lesson.name}-{step + 1}")
    for lesson in LESSONS.values()
    for step, each in enumerate(lesson.steps)
    if each.watch is not None
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("lesson", "step"), OBSERVED)
def test_the_observation_holds_and_fails_without_the_key_setting(lesson, step, seed):
    run, experiment = played(varied(lesson, seed), step)
    sight = run.look(experiment)
    assert sight.holds, sight.text
    assert step in run.seen

    run, experiment = played(reverted(varied(lesson, seed), lesson.steps[step].watch.reverted), step)
    sight = run.look(experiment)
    assert not sight.holds, sight.text
    assert step not in run.seen
