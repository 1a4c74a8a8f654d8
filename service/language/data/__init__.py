"""Lists the language modules read: official wording, idioms and the parts of names."""
