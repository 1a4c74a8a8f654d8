"""All that a model is told, the kinds and the themes: data files read by the service."""
