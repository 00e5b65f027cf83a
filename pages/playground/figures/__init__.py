"""The playground's pictures: arrays and networks in, plain Plotly figure dicts out."""
