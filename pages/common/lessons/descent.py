"""Lessons on the way down: the size of a step, how many examples it takes, how it shrinks, its memory."""

from functools import partial

from pages.common.lessons import sights
from pages.common.lessons.lesson import Further, Lesson, Step, Watch, values
from pages.common.settings import Settings
from pages.common.view import LOSS

LEARNING_RATE = Lesson(
    name="too_large_a_learning_rate",
    title="Too large a learning rate",
    claim="Small steps crawl, right ones arrive, large ones jump over the valley and climb.",
    settings=Settings().changed(data="plane", layers=(), batch=0, rate=0.01),
    key="rate",
    steps=(
        Step(
            text="One linear neuron, all samples in each step, learning rate 0.01. Press **Step** again and again.",
            question="How many steps until the colours fit the points?",
            answer="Hundreds: each step takes away about a hundredth of what is missing.",
            watch=Watch(partial(sights.of_first_loss_from, 0.5), "it crawls", 20, reverted=0.3, patient=True),
        ),
        Step(
            text="The same with 0.3, from the same first weights. Press **Step** again and again.",
            question="How many steps will it take now?",
            answer="About ten: each takes away a third of what is missing.",
            watch=Watch(partial(sights.of_first_loss_up_to, 0.02), "it arrives", 12, reverted=0.01),
            change=values(rate=0.3),
            anew=True,
        ),
        Step(
            text="And with 2.5. Press **Step**, watch the colours, then **Play** and watch the loss.",
            question="What happens when a step is more than twice as long as the way to the bottom?",
            answer="It lands on the other side, higher than before. The next one is longer still: it diverges.",
            watch=Watch(partial(sights.of_first_loss_from, 10.0), "each step climbs", 12, reverted=0.3),
            change=values(rate=2.5),
            anew=True,
        ),
    ),
    curves=LOSS,
    picture="losses",
    further=Further("gradient_descent", "rate", "The parabola, and where the rate breaks"),
)

BATCHES = Lesson(
    name="batch_mini_batch_one",
    title="One example, a few, or all",
    claim="All examples show the true slope, one only guesses it. A few at a time is the bargain.",
    settings=Settings().changed(data="moons", noise=20, samples=100, layers=(6,), rate=0.2, batch=0),
    key="batch",
    steps=(
        Step(
            text="Batch **all**: one step an epoch, made from all 70 training points. Press **Play**.",
            question="Will the loss ever rise?",
            answer="Not at a rate like this: every step goes straight down the true slope. But it is slow.",
            watch=Watch(sights.never_rising, "smooth, but slow", 30, reverted=1, patient=True),
        ),
        Step(
            text="Batch **1**: 70 steps an epoch, each down the slope of one point's loss. Press **Play**.",
            question="Faster than before? And as smooth?",
            answer="Faster per epoch, but it shakes: one point's slope is a rough guess at the slope of all.",
            watch=Watch(sights.often_rising, "fast, but it shakes", 40, reverted=0, patient=True),
            change=values(batch=1),
            anew=True,
        ),
        Step(
            text="Batch **10**: seven steps an epoch. Press **Play**, and compare with what you saw.",
            question="Why is this what nearly everyone does?",
            answer="Ten guesses averaged are a better guess, and one product of matrices computes all ten at once.",
            change=values(batch=10),
            anew=True,
        ),
    ),
    curves=LOSS,
    picture="losses",
    further=Further("gradient_descent", "ways", "The three paths in the plane of weights"),
)

SCHEDULE = Lesson(
    name="a_rate_that_shrinks",
    title="A learning rate that shrinks",
    claim="Single examples shake the weights for ever. Steps that grow smaller and smaller let them settle.",
    settings=Settings().changed(data="moons", noise=20, samples=100, layers=(6,), rate=1.0, half=10.0, batch=1),
    key="schedule",
    steps=(
        Step(
            text="One example a step, learning rate 1. Press **Play**, and watch the loss and the boundary.",
            question="It is soon near the bottom. Will it come to rest there?",
            answer="No. Each step follows one point and spoils the answers to others, and the steps stay long.",
            watch=Watch(sights.shaking, "it never rests", 40, reverted="1/t", patient=True),
        ),
        Step(
            text="The weights stay; the rate now shrinks as 1/t, counted from epoch 0 "
            "(**Schedule** beside **Training**). Press **Play**.",
            question="What will the loss curve do from here on?",
            answer="It falls and grows calm, as the steps do. But a rate that shrinks too soon stops on the way.",
            watch=Watch(sights.settled, "it comes to rest", 40, reverted="constant", patient=True),
            change=values(schedule="1/t"),
        ),
    ),
    curves=LOSS,
    picture="losses",
    further=Further("gradient_descent", "settle", "What small steps settle on"),
)

MOMENTUM = Lesson(
    name="momentum_in_a_ravine",
    title="Momentum in a ravine",
    claim="In a ravine the slope points across, hardly along. Momentum adds up what little goes along.",
    settings=Settings().changed(data="moons", layers=(8,), batch=0),
    key="optimizer",
    steps=(
        Step(
            text="All samples a step, SGD. Press **Play**: the loss falls fast, and then it hardly falls at all.",
            question="Has it reached the bottom?",
            answer="No. It lies on the floor of a ravine: steep across, nearly flat along. Along, it creeps.",
            watch=Watch(partial(sights.loss_from, 0.14), "it creeps", 100, reverted="momentum", patient=True),
        ),
        Step(
            text="**momentum** at the same learning rate, from the same first weights. Press **Play**.",
            question="How can it be faster at the same rate?",
            answer="Steps across cancel, steps along add up: with μ = 0.9 they grow to ten times their length.",
            watch=Watch(partial(sights.loss_up_to, 0.1), "it rolls along", 120, reverted="sgd"),
            change=values(optimizer="momentum"),
            anew=True,
        ),
    ),
    curves=LOSS,
    picture="losses",
    further=Further("gradient_descent", "race", "Six optimizers race through a ravine"),
)

DESCENT = (LEARNING_RATE, BATCHES, SCHEDULE, MOMENTUM)
