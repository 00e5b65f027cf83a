"""Settings in words say what differs, and nothing that does not act."""

from pages.common.settings import Settings
from pages.common.settings_words import differences, differing_fields, field_words, summary


def test_a_summary_names_what_makes_the_experiment() -> None:
    assert summary(Settings()) == "Spiral · 8–8 tanh · SGD η 0.3 · batch 10 · cross-entropy · Glorot uniform"
    plain = Settings().changed(layers=(), batch=0, l2=0.01)
    assert (
        summary(plain) == "Spiral · no hidden layer · SGD η 0.3 · batch all · cross-entropy · Glorot uniform · L2 0.01"
    )


def test_parameters_differ_only_where_they_act() -> None:
    a = Settings()
    assert differing_fields([a, a.changed(mu=0.5, slope=0.2, speed="max")]) == []
    momentum = a.changed(optimizer="momentum")
    assert differing_fields([momentum, momentum.changed(mu=0.5)]) == ["mu"]
    assert differences(momentum.changed(mu=0.5), [momentum]) == "μ 0.5"


def test_another_depth_is_told_by_its_layers_alone() -> None:
    a = Settings()
    deep = a.changed(layers=(8, 8, 8))
    assert differences(deep, [a]) == "layers 8–8–8"
    assert differences(a.changed(layers=()), [a]) == "no hidden layer"


def test_many_differences_are_cut_short() -> None:
    other = Settings().changed(rate=0.1, batch=0, l2=0.1, optimizer="adam", seed=3)
    assert differences(other, [Settings()]) == "seed 3, Adam, η 0.1…"
    assert field_words(other, "noise") == "noise 5 %"
