"""Lessons on what reaches a weight: first weights, slopes, dead neurons, and a loss that shuts out its own gradient."""

from functools import partial

from pages.common.lessons import sights
from pages.common.lessons.lesson import Further, Lesson, Step, Watch, values
from pages.common.settings import Settings
from pages.common.view import GRADIENT

ZEROS = Lesson(
    name="all_weights_zero",
    title="All weights zero",
    claim="Neurons that start alike stay alike: six of them do the work of one.",
    settings=Settings().changed(data="circle", layers=(6,), activation=("sigmoid",), initializer="zeros", rate=1.0),
    key="initializer",
    steps=(
        Step(
            text="Every first weight is 0. Press **Play** and compare the six small maps.",
            question="Six neurons: will they learn six things?",
            answer="No. They answer alike, so they get the same gradient, so they stay alike, however long it trains.",
            watch=Watch(sights.alike, "six neurons as one", 30, reverted="glorot_uniform", patient=True),
        ),
        Step(
            text="Small random first weights instead, and training from the start. Press **Play**.",
            question="Why does a little chance help so much?",
            answer="Now the neurons differ, so their gradients differ, and each finds a line of its own.",
            watch=Watch(sights.unlike, "six lines", 40, reverted="zeros"),
            change=values(initializer="glorot_uniform"),
            anew=True,
        ),
    ),
    picture="maps",
)

LARGE_WEIGHTS = Lesson(
    name="first_weights_too_large",
    title="First weights too large",
    claim="Far from 0 a tanh is flat. Weights that are too large put every neuron there before it learns.",
    settings=Settings().changed(data="circle", layers=(8, 8), rate=0.1, scale=20.0),
    key="scale",
    steps=(
        Step(
            text="First weights 20 times as large as usual. Press **Play** and look at the edges in the small maps.",
            question="The maps are −1 or +1, hardly anything between. What slope has tanh there?",
            answer="Nearly 0: the neurons are saturated. Hardly any gradient passes, so hardly anything is learned.",
            watch=Watch(sights.saturated, "stuck where tanh is flat", 40, reverted=1.0, patient=True),
        ),
        Step(
            text="The same draw of weights at its usual size, from the start. Press **Play**.",
            question="What does a good initializer aim at?",
            answer="Pre-activations near 0 in every layer, where f has a slope: fewer inputs, larger weights.",
            watch=Watch(sights.lively, "slopes that learn", 40, reverted=20.0),
            change=values(scale=1.0),
            anew=True,
        ),
    ),
    further=Further("activations", "layers", "What depth does to signals"),
)

VANISHING = Lesson(
    name="the_gradient_vanishes",
    title="The gradient vanishes",
    claim="A sigmoid passes on at most a quarter of the error. After four layers hardly any is left.",
    settings=Settings().changed(data="circle", layers=(6,) * 4, activation=("sigmoid",) * 4),
    key="activation",
    steps=(
        Step(
            text="Four hidden layers of sigmoid. Press **Play** and compare the gradient in layers 1 to 5.",
            question="The slope of a sigmoid is at most ¼. What is left after four of them?",
            answer="At most 1/256, times the weights on the way. Layer 1 hardly hears of the error.",
            watch=Watch(sights.vanished, "layer 1 is not reached", 30, reverted=("tanh",) * 4, patient=True),
        ),
        Step(
            text="**tanh** in all four layers, from the same first weights. Press **Play**.",
            question="Why is tanh so much better? Compare the slopes at 0.",
            answer="Its slope at 0 is 1, four times a sigmoid's: the error arrives, and layer 1 learns.",
            watch=Watch(sights.flowing, "the error arrives", 30, reverted=("sigmoid",) * 4),
            change=values(activation=("tanh",) * 4),
            anew=True,
        ),
    ),
    curves=GRADIENT,
    picture="gradients",
    further=Further("activations", "layers", "What depth does to signals"),
)

DYING_RELU = Lesson(
    name="dying_relu",
    title="Dying ReLU",
    claim="A ReLU that answers 0 to every point has no slope left. One step too far, and it is dead for good.",
    settings=Settings().changed(data="circle", layers=(8,), activation=("relu",), rate=10.0),
    key="rate",
    steps=(
        Step(
            text="ReLU, and a learning rate of 10. Press **Play** and look for maps of one flat colour.",
            question="A neuron answers 0 to every point: what gradient do its weights get?",
            answer="None: the slope is 0 wherever there are data. It is dead, and nothing moves it any more.",
            watch=Watch(sights.dead, "one step too far", 10, reverted=0.3),
        ),
        Step(
            text="A gentle rate of 0.3 from here on; the weights stay. Press **Play**.",
            question="Will the dead neurons come back?",
            answer="No. A smaller step of no gradient is still no step. Other first weights help, or another f.",
            watch=Watch(sights.dead, "dead for good", 30, reverted=0.3, patient=True),
            change=values(rate=0.3),
        ),
        Step(
            text="The same rate of 0.3, but from the first weights. Press **Play**; then try rates in between.",
            question="And leaky ReLU at rate 10: does it save the neurons?",
            answer="None of them dies, for its slope is nowhere 0. But at rate 10 it learns no more than before.",
            watch=Watch(sights.alive, "they live and learn", 30, reverted=10.0),
            change=values(rate=0.3),
            anew=True,
        ),
    ),
    further=Further("activations", "dead", "Watch one ReLU die"),
)

STEP_ACTIVATION = Lesson(
    name="a_step_has_no_slope",
    title="A step has no slope to follow",
    claim="A step is flat on both sides. No gradient passes it: the weights before it can never learn.",
    settings=Settings().changed(data="circle", layers=(6,), activation=("step",), rate=1.0),
    key="activation",
    steps=(
        Step(
            text="Six hidden neurons that answer 0 or 1: steps. Press **Play** and watch their small maps.",
            question="The output learns from its errors. Will the six lines move?",
            answer="No. The error comes back times f′, which is 0. Only the output's weights learn; the lines stand.",
            watch=Watch(sights.cut_off, "no error arrives", 30, reverted=("sigmoid",), patient=True),
        ),
        Step(
            text="**sigmoid** now, a step with round corners. The weights stay. Press **Play**, watch the maps.",
            question="What has it that the step has not?",
            answer="A slope: a little more weight changes the answer a little, and the lines find their places.",
            watch=Watch(sights.reached, "now the lines can move", 40, reverted=("step",)),
            change=values(activation=("sigmoid",)),
        ),
    ),
    picture="maps",
    further=Further("activations", "", "All twelve activations and their slopes"),
)

BADLY_WRONG = Lesson(
    name="starts_badly_wrong",
    title="Badly wrong, and sure of it",
    claim="Under the quadratic loss the worst errors learn slowest. Cross-entropy mends these first.",
    settings=Settings().changed(
        data="gaussians", noise=10, layers=(8,), scale=20.0, rate=0.01, loss="half_quadratic"
    ),
    key="loss",
    steps=(
        Step(
            text="Large first weights: many answers are wrong and sure of it. Quadratic loss. Press **Play**.",
            question="Which errors are mended first: the small ones or the worst?",
            answer="The small ones. A sure sigmoid is flat, and the quadratic loss's gradient has that slope in it.",
            watch=Watch(
                partial(sights.accuracy_up_to, 0.9), "sure errors stay", 90, reverted="binary_cross_entropy",
                patient=True,
            ),
        ),
        Step(
            text="The same first weights with **cross-entropy**. Press **Play**.",
            question="What became of the sigmoid's slope?",
            answer="Cross-entropy's own slope cancels it: the bare error drives the output, most where it is worst.",
            watch=Watch(partial(sights.accuracy_from, 0.95), "they go first", 90, reverted="half_quadratic"),
            change=values(loss="binary_cross_entropy"),
            anew=True,
        ),
    ),
    further=Further("quadratic_vs_cross_entropy", "network", "Both losses side by side"),
)  # fmt: skip

SIGNALS = (ZEROS, LARGE_WEIGHTS, STEP_ACTIVATION, VANISHING, DYING_RELU, BADLY_WRONG)
