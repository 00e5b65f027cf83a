"""Many networks of one architecture, trained together as one stack of matrices."""
