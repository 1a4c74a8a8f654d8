"""The web page: where the paper gets written. Pages are empty forms; what they show, their modules
ask of the HTTP interface, so that the page can do nothing that the interface does not check."""

from service.web.pages import add_pages

__all__ = ["add_pages"]
