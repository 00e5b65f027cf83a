"""What the perceptron page draws."""
