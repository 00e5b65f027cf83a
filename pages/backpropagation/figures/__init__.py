"""The figures of the lesson on backpropagation."""
