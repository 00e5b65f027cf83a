"""Lessons on points that were not trained on: noise, overfitting, and three ways against it."""

from functools import partial

from pages.common.lessons import sights
from pages.common.lessons.lesson import Lesson, Step, Watch, values
from pages.common.settings import Settings
from pages.common.view import LOSS

FEW_POINTS = Settings().changed(
    data="moons", noise=30, samples=200, test=80, layers=(16, 16), optimizer="adam", rate=0.03
)

NOISE = Lesson(
    name="what_noise_does",
    title="What noise does",
    claim="Where the classes overlap no boundary is right for all. More training does not help.",
    settings=Settings().changed(data="moons", samples=500, test=50, layers=(8,)),
    key="noise",
    steps=(
        Step(
            text="Two moons with little noise. Press **Play** and read the test accuracy.",
            question="How good can it get?",
            answer="Nearly perfect: a curve that parts the training points parts the test points too.",
            watch=Watch(partial(sights.test_accuracy_from, 0.95), "the classes can be parted", 60, reverted=50),
        ),
        Step(
            text="The same moons with **Noise** 50%. Press **Play** and give it time.",
            question="Would more neurons or more epochs mend it?",
            answer="No. Where the classes overlap, every boundary is wrong for some. Only the training score may rise.",
            watch=Watch(
                partial(sights.test_accuracy_up_to, 0.87), "no boundary is right", 60, reverted=5, patient=True
            ),
            change=values(noise=50),
            anew=True,
        ),
        Step(
            text="Drag **Noise** slowly from 0 to 50%, playing at each stop.",
            question="From where on does the accuracy fall?",
            answer="From where the clouds begin to touch, at about 10 to 15%. That is in the data, not in the network.",
        ),
    ),
)

OVERFITTING = Lesson(
    name="overfitting_and_l2",
    title="Overfitting, and L2 against it",
    claim="Many weights learn few points by heart. A price on large weights keeps the boundary calm.",
    settings=FEW_POINTS,
    key="l2",
    curves=LOSS,
    steps=(
        Step(
            text="40 noisy points to learn from, over 300 weights. Press **Play** and compare the two loss curves.",
            question="The training loss falls and falls. What does the test loss do?",
            answer="It rises: the network learns the noise by heart and is ever surer of it, also where it is wrong.",
            watch=Watch(partial(sights.gap_from, 0.7), "learned by heart", 200, reverted=0.1),
        ),
        Step(
            text="**L2** 0.1 beside **Training** now: large weights cost. From the first weights. Press **Play**.",
            question="What will the boundary look like?",
            answer="Calmer: islands round single points need large weights, and these are not worth their price.",
            watch=Watch(partial(sights.gap_up_to, 0.45), "train and test agree", 200, reverted=0.0, patient=True),
            change=values(l2=0.1),
            anew=True,
        ),
        Step(
            text="Try L2 between 0.001 and 1, and **Test points** in **View** to see what it should have learned.",
            question="Is more always better?",
            answer="No. Too large a price and it learns nothing: the weights sink to 0, the answer is ½ everywhere.",
        ),
    ),
)

MORE_POINTS = Lesson(
    name="more_points",
    title="More points to learn from",
    claim="A large network learns 40 points by heart. With 400 it has to find what they have in common.",
    settings=FEW_POINTS.changed(stop_epoch=150),  # the gaps grow on: they are compared at one epoch
    key="samples",
    steps=(
        Step(
            text="40 noisy points to learn from, over 300 weights. **Play** stops at epoch 150: compare the losses.",
            question="With 40 other points, would it draw the same boundary?",
            answer="No. Much of it goes round single points, and others lie elsewhere: they stray by chance.",
            watch=Watch(partial(sights.gap_from, 0.7), "it fits these points only", 150, reverted=2000),
        ),
        Step(
            text="400 points (**Samples** beside **Data** times ten), from first weights. **Play** stops at 150 again.",
            question="The same network, the same noise. What will the two losses do?",
            answer="They stay much nearer. Training looks worse: 400 points are too many to fit. The test is better.",
            watch=Watch(partial(sights.gap_up_to, 0.35), "a far smaller gap", 150, reverted=200, patient=True),
            change=values(samples=2000),
            anew=True,
        ),
        Step(
            text="Set **Samples** beside **Data** to 400, then to 1000. Each begins anew: press **Play** each time.",
            question="From how many points on are the two losses near each other at epoch 150?",
            answer="A fifth is learned from: 80 leave a wide gap, 200 a small one. Beyond the stop both would grow.",
        ),
    ),
    curves=LOSS,
)

EARLY_STOPPING = Lesson(
    name="early_stopping",
    title="Stop in time",
    claim="The test loss falls first and rises later. The best network lies in the past: stop there.",
    settings=FEW_POINTS,
    key="stop_epoch",
    steps=(
        Step(
            text="Few noisy points, many weights. Press **Play** and look for ◆ **early stop** on the loss curves.",
            question="After how many epochs would you have stopped?",
            answer="After some twenty: the test loss was lowest there. Everything since then is learning by heart.",
            watch=Watch(sights.past_the_best, "the best is long past", 150, reverted=20),
        ),
        Step(
            text="It stops after epoch 20 by itself; the rule is beside **Training**. Press **Play**.",
            question="Nothing else was changed. What was gained?",
            answer="A calm boundary and a test loss near its lowest, in a fraction of the time.",
            watch=Watch(sights.stopped_near_the_best, "stopped in time", 30, reverted=0),
            change=values(stop_epoch=20),
            anew=True,
        ),
    ),
    curves=LOSS,
    picture="test_loss",
)

GENERALISATION = (NOISE, OVERFITTING, MORE_POINTS, EARLY_STOPPING)
