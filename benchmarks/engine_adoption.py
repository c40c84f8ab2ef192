"""Diffusion and cascades."""

from functools import cache
from importlib import import_module

import numpy as np
from engine_case import Case

from mooc_tool.engine import Draw, fit_bass, random_network, spread_on_network
from mooc_tool.engine.adoption.networks import Network

VCR = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]


def cascade_large() -> Case:
    network = random_network(Draw(b"town"), 10**6, 4)
    order = np.argsort(Draw(b"order").words(len(network.neighbour)))
    touched = np.zeros(len(network.neighbour), np.int32)
    return Case(
        "cascade on 10^6 nodes, mean degree 4",
        lambda: spread_on_network(network, 0.18, list(range(50))),
        {"as many random loads": lambda: touched[order]},
        "within 4 x of random loads",
    )


def cascade() -> Case:
    nodes = 20_000
    network = random_network(Draw(b"town"), nodes, 4)

    @cache
    def graph() -> object:
        made = import_module("networkx").Graph(_ties(network))
        made.add_nodes_from(range(nodes))
        return made

    def ndlib() -> object:
        config = import_module("ndlib.models.ModelConfig").Configuration()
        model = import_module("ndlib.models.epidemics").ThresholdModel(graph(), seed=1)
        config.add_model_initial_configuration("Infected", list(range(50)))
        for i in range(nodes):
            config.add_node_configuration("threshold", i, 0.18)
        model.set_initial_status(config)
        return model.iteration_bunch(40)

    return Case(
        "cascade on 20,000 nodes, mean degree 4",
        lambda: spread_on_network(network, 0.18, list(range(50))),
        {"ndlib": ndlib},
        ">= 500 x ndlib",
    )


def _ties(network: Network) -> list[tuple[int, int]]:
    ends = np.repeat(np.arange(len(network)), network.degree)
    return list(zip(ends.tolist(), network.neighbour.tolist(), strict=True))


def bass() -> Case:
    return Case("Bass's curve, 10 periods, best of eight starts", lambda: fit_bass(VCR, "density"))


CASES = (cascade, cascade_large, bass)
