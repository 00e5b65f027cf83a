"""The page's runs of Rosenblatt's rule, kept by the session."""

from pages.common.kept import kept
from pages.perceptron.data import PerceptronData
from pages.perceptron.runs import RosenblattRun, rosenblatt_run


def kept_run(data: PerceptronData) -> RosenblattRun:
    """Rosenblatt's rule on these data; a run for each name of data, since XOR is shown beside the chosen ones."""
    return kept(f"perceptron:{data.name}", data, lambda: rosenblatt_run(data))
