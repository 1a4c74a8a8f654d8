"""``python -m service.cli`` is ``duizhao``."""

from service.cli import main

main()
