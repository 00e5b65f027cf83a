"""Rosenblatt's perceptron: its rule, its bound, what gradients do instead, and what it cannot learn."""
