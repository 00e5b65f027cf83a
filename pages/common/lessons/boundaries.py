"""Lessons on what a network can draw: lines, boundaries of lines, folds, bumps, and shares of one."""

from functools import partial

from pages.common.lessons import sights
from pages.common.lessons.lesson import Further, Lesson, Step, Watch, values
from pages.common.settings import Settings
from pages.common.view import LOSS

ONE_NEURON = Lesson(
    name="one_neuron_draws_one_line",
    title="One neuron draws one line",
    claim="A neuron adds up a bias and its inputs, each with a weight. Where the sum is 0 runs a straight line.",
    settings=Settings().changed(data="gaussians", noise=15, layers=(), rate=0.1),
    key="layers",
    steps=(
        Step(
            text="No hidden layer: two inputs and one neuron. Press **Play** and watch the white line in the region.",
            question="However long it learns: can its boundary ever bend?",
            answer="No. It answers ½ where the weighted sum with the bias is 0, and those points form a straight line.",
            watch=Watch(partial(sights.straight, 0.95, 1.0), "straight, and enough", 20, reverted=(6,)),
        ),
        Step(
            text="Click a link in the drawing and change its weight; then the bias, the dot at the output.",
            question="Which of them turns the line, and which one only shifts it?",
            answer="A weight turns it. The bias shifts it and leaves its direction as it is.",
        ),
        Step(
            text="A disc in a ring, and a hidden layer of 6 neurons, from first weights. Press **Play** again.",
            question="Six lines and an output: what will the boundary look like?",
            answer="It bends, here all the way round: the output adds up six neurons, each with a line of its own.",
            watch=Watch(sights.bent, "now it bends", 30, reverted=()),
            change=values(data="circle", noise=5, layers=(6,), rate=0.3),
            anew=True,
        ),
    ),
    further=Further("perceptron", "", "Rosenblatt's rule, one update at a time"),
)

XOR = Lesson(
    name="xor_needs_a_hidden_layer",
    title="XOR needs a hidden layer",
    claim="Opposite corners belong together. No straight line parts them; a few lines together do.",
    settings=Settings().changed(data="xor", layers=()),
    key="layers",
    steps=(
        Step(
            text="Opposite corners have the same colour. There is no hidden layer. Press **Play** and give it time.",
            question="How many points can one straight line get right here?",
            answer="Three quarters at best, by cutting off a corner; the loss would rather stay unsure. Never all.",
            watch=Watch(partial(sights.accuracy_up_to, 0.8), "no line parts them", 40, reverted=(6,), patient=True),
        ),
        Step(
            text="Six hidden neurons now; in the small maps each draws a line of its own. Press **Play** again.",
            question="What does the output neuron make of six lines?",
            answer="It adds them up, each with a weight. Where the sum is 0 the boundary bends from line to line.",
            watch=Watch(partial(sights.accuracy_from, 0.95), "lines together do it", 80, reverted=()),
            change=values(layers=(6,)),
        ),
        Step(
            text="Take neurons away with − beside their number, and press **New weights** a few times at each size.",
            question="How few neurons are enough?",
            answer="Two never quite do it on this square; three do from most first weights, four from nearly all.",
        ),
    ),
    further=Further("perceptron", "", "The perceptron's cycle on XOR"),
)

FEATURES = Lesson(
    name="features_instead_of_layers",
    title="Features instead of layers",
    claim="A circle in x₁ and x₂ is a straight line in x₁² and x₂². The right inputs save a layer.",
    settings=Settings().changed(data="circle", layers=(), rate=0.1),
    key="features",
    steps=(
        Step(
            text="A disc inside a ring, and no hidden layer: one line. Press **Play**.",
            question="Can a neuron without a hidden layer ever draw a circle?",
            answer="Not in x₁ and x₂: the colours fade, it stays unsure. But it takes whatever inputs it is given.",
            watch=Watch(
                partial(sights.accuracy_up_to, 0.8),
                "one line does not close",
                20,
                reverted=("x1_squared", "x2_squared"),
                patient=True,
            ),
        ),
        Step(
            text="The inputs are x₁² and x₂² now, chosen beside **Data**. Still no hidden layer. Press **Play**.",
            question="A straight line in x₁² and x₂²: what is it in the plane?",
            answer="Where a·x₁² + b·x₂² is constant there is a circle or an ellipse. The line is bent by the inputs.",
            watch=Watch(partial(sights.accuracy_from, 0.95), "a circle from one neuron", 30, reverted=("x1", "x2")),
            change=values(features=("x1_squared", "x2_squared")),
        ),
        Step(
            text="Choose **XOR** and give it x₁x₂. Then try the spiral with any inputs you like.",
            question="When would you rather let a hidden layer find the features?",
            answer="When you do not know them. Hidden layers learn their features; here you had to know the answer.",
        ),
    ),
)

DEEP_LINEAR = Lesson(
    name="a_deep_linear_network_is_a_line",
    title="A deep linear network is a line",
    claim="Three layers of linear neurons draw what one neuron draws. Depth needs a bend between the layers.",
    settings=Settings().changed(data="moons", layers=(6, 6, 6), activation=("linear",) * 3, rate=0.1),
    key="activation",
    steps=(
        Step(
            text="Three hidden layers, 18 neurons, each as linear as can be: f(z) = z. Press **Play**.",
            question="Can the boundary of three such layers do more than that of none?",
            answer="No. Weighted sums of weighted sums are weighted sums: the three matrices multiply to one.",
            watch=Watch(
                partial(sights.straight, 0.8, 0.95), "one straight line", 30, reverted=("tanh",) * 3, patient=True
            ),
        ),
        Step(
            text="**tanh** between the layers now, with the same weights. Press **Play** and watch the maps.",
            question="What will change in the small maps, from layer to layer?",
            answer="From layer to layer they bend more. It is the bend of f that makes layers worth having.",
            watch=Watch(sights.bent, "now it follows the moons", 60, reverted=("linear",) * 3),
            change=values(activation=("tanh",) * 3),
        ),
    ),
    further=Further("activations", "linear", "Why activations are not linear"),
)

TANH_AND_RELU = Lesson(
    name="tanh_against_relu",
    title="tanh against ReLU, live",
    claim="tanh bends smoothly, ReLU folds. Switch while it trains: the weights stay, the shape changes.",
    settings=Settings().changed(data="circle", layers=(8,)),
    key="activation",
    steps=(
        Step(
            text="Eight tanh neurons. Press **Play** until it has learned, and look at the edge of the blue region.",
            question="ReLU is made of two straight pieces. What will its boundary look like?",
            answer="Made of straight pieces too: each ReLU neuron folds the answer along its line.",
            watch=Watch(sights.smooth, "a smooth boundary", 30, reverted=("relu",)),
        ),
        Step(
            text="Now **ReLU**, with the same weights; the curves are marked. Keep it playing, and switch to and fro.",
            question="Does it have to learn everything anew?",
            answer="No. The loss leaps and soon falls again: the lines of the neurons are still useful where they are.",
            watch=Watch(sights.folded, "flat pieces, folded", 30, reverted=("tanh",)),
            change=values(activation=("relu",)),
            live=True,
        ),
    ),
    curves=LOSS,
    further=Further("activations", "", "All twelve activations and their slopes"),
)

BUMP = Lesson(
    name="a_bump_from_two_neurons",
    title="A bump from two neurons",
    claim="One sigmoid is a step. A step up and a step down make a bump, and bumps make any curve.",
    settings=Settings().changed(
        data="sinc", samples=100, test=0, layers=(1,), activation=("sigmoid",), optimizer="adam", rate=0.03
    ),
    key="layers",
    steps=(
        Step(
            text="A peak to follow, and one hidden sigmoid neuron. Press **Play**.",
            question="Can one step follow a peak?",
            answer="No. One sigmoid only rises or only falls; a peak needs both.",
            watch=Watch(sights.no_bump, "only up, or only down", 60, reverted=(2,), patient=True),
        ),
        Step(
            text="Two neurons now, from first weights. The thin curves are theirs. Press **Play**.",
            question="How do two steps make a bump?",
            answer="Weighted, one goes up, the other down a little farther on. Their sum is a bump between the two.",
            watch=Watch(sights.bump, "one up and one down", 150, reverted=(1,)),
            change=values(layers=(2,)),
            anew=True,
        ),
        Step(
            text="Choose **f(x)**, the lecture's function, and add neurons one by one until the curve follows it.",
            question="Is there a curve that it could never follow?",
            answer="No continuous one on an interval: with enough neurons it comes as near as you ask.",
        ),
    ),
    picture="lines",
    further=Further("universal_approximation", "bump", "The bump, built by hand"),
)

SOFTMAX = Lesson(
    name="softmax_shares_one",
    title="Softmax with three classes",
    claim="Three sigmoids answer each for itself. Softmax shares one: its outputs are probabilities.",
    settings=Settings().changed(
        data="blobs", classes=3, layers=(), output="sigmoid", loss="binary_cross_entropy", rate=0.1
    ),
    key="output",
    steps=(
        Step(
            text="Three classes, three sigmoid outputs, each for itself. Press **Play**, then click the plane.",
            question="What do the three answers add up to, far from all points?",
            answer="To anything between 0 and 3: no one made them agree. They are no probabilities of one draw.",
            watch=Watch(sights.outputs_add_up_to_anything, "no shares of 1", 20, reverted="softmax"),
        ),
        Step(
            text="**softmax** now: exp of each z, divided by the sum of all three. Press **Play**, click the plane.",
            question="One output rises. What must the others do?",
            answer="Fall: together they are 1 everywhere. Each answer is a share, to be read as a probability.",
            watch=Watch(sights.outputs_add_up_to_one, "shares of 1", 30, reverted="sigmoid"),
            change=values(output="softmax"),
            anew=True,
        ),
    ),
    further=Further("quadratic_vs_cross_entropy", "origin", "Where softmax and its loss come from"),
)

BOUNDARIES = (ONE_NEURON, XOR, FEATURES, DEEP_LINEAR, TANH_AND_RELU, BUMP, SOFTMAX)
