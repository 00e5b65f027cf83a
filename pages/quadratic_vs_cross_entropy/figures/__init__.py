"""Figures of the page: records and arrays in, Plotly figures out."""
