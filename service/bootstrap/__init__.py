"""Builds everything once from the settings. What is heavy is opened only when it is used."""

from service.bootstrap.house import House
from service.bootstrap.office import Office

__all__ = ["House", "Office"]
