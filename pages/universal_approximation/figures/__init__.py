"""The page's figures: arrays in, a figure out."""
