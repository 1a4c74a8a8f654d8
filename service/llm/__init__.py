"""The one door to a language model."""
