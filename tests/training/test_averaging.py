"""The mean of several runs' weights."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch", reason="needs the extra [train]")


def tiny(seed, layers=1):
    from onrecord.training.model import Shape, Tagger

    torch.manual_seed(seed)
    return Tagger(Shape(layers=layers, width=48, heads=4, inner=96, vocabulary=100, positions=64), dropout=0.0)


def test_a_mean_has_the_mean_of_every_weight():
    from onrecord.training.encoders import mean_of

    one, two = tiny(1), tiny(2)
    mean = mean_of([one, two]).state_dict()
    for name, weight in one.state_dict().items():
        assert torch.allclose(mean[name], (weight + two.state_dict()[name]) / 2, atol=1e-6)
    assert all(torch.equal(own, mean_of([one]).state_dict()[name]) for name, own in one.state_dict().items())


def test_runs_of_several_shapes_have_no_mean():
    from onrecord.training.encoders import mean_of

    with pytest.raises(ValueError, match="one shape"):
        mean_of([tiny(1), tiny(1, layers=2)])


def test_a_run_of_no_epochs_keeps_what_it_began_from(tmp_path):
    from onrecord.training.loop import Recipe, load_run, train

    model = tiny(3)
    train(model, (), Recipe(epochs=0, layers=1), tmp_path, lambda _: None, device=torch.device("cpu"))
    kept = load_run(tmp_path).state_dict()
    assert all(torch.equal(weight, kept[name]) for name, weight in model.state_dict().items())
