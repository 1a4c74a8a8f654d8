"""The stories, each readable top to bottom: values are handed from stage to stage here."""
