"""The pictures of two experiments side by side."""
