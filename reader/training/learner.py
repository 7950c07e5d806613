"""How a network learns: step by step, at rates that rise and fall, and with the mean of its weights kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Container

import torch
from torch import Tensor

from reader.training.network import Network

BATCH = 2048
"""How many pieces a step learns from, filled up."""

WARMING = 100
"""In how many steps the rates rise from zero; then they fall evenly to zero."""

AVERAGED = 0.999
"""How much of the running mean of the weights each step keeps: the mean is what is kept at the end."""

_FROZEN = ("pieces", "places", "types")
_TOLD_EVERY = 50


class Learner:
    """A network that learns, with how far it is.

    Args:
        network: What learns.
        steps: In how many steps.
        new: The parts of the network that have learnt nothing yet.
        rate: The highest learning rate of the other parts.
        new_rate: The highest learning rate of the new ones.
    """

    def __init__(
        self, network: Network, steps: int, new: Container[str], rate: float, new_rate: float
    ) -> None:
        self._network = network.train()
        self._steps = steps
        self._done = 0
        self._loss = 0.0
        self._began = time.monotonic()
        named = [(name.split(".")[0], weights) for name, weights in network.named_parameters()]
        for name, weights in named:
            weights.requires_grad = name not in _FROZEN
        learning = [(name, weights) for name, weights in named if name not in _FROZEN]
        self._weights = [weights for _, weights in learning]
        self._mean = [weights.detach().clone() for weights in self._weights]
        groups = [
            {"params": [weights for name, weights in learning if (name in new) == is_new], "highest": highest}
            for is_new, highest in ((False, rate), (True, new_rate))
        ]
        self._optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)

    def learn(self, loss: Tensor) -> None:
        """One step.

        Args:
            loss: What the network should make less.
        """
        share = min(1.0, (self._done + 1) / WARMING) * max(0.0, 1 - self._done / self._steps)
        for group in self._optimiser.param_groups:
            group["lr"] = group["highest"] * share
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._remember()
        self._tell(loss.item())

    def finish(self) -> None:
        """Puts the running mean of the weights in place of the last ones."""
        with torch.no_grad():
            for weights, mean in zip(self._weights, self._mean, strict=True):
                weights.copy_(mean)
        self._network.eval()

    def _remember(self) -> None:
        keep = min(AVERAGED, (self._done + 1) / (self._done + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self._mean, [each.detach() for each in self._weights], 1 - keep)

    def _tell(self, loss: float) -> None:
        self._done += 1
        self._loss = 0.98 * self._loss + 0.02 * loss if self._done > 1 else loss
        if self._done % _TOLD_EVERY == 0:
            spent = time.monotonic() - self._began
            sys.stderr.write(f"step {self._done} of {self._steps}, loss {self._loss:.4f}, {spent:.0f} s\n")
