"""The house's way to its language model, as the settings say."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from service.settings import Settings

if TYPE_CHECKING:
    from service.llm.breaker import Breaker
    from service.llm.compatible import CompatibleModel
    from service.llm.endpoint import Endpoint
    from service.llm.opening import Opened
    from service.llm.port import Model
    from service.llm.slots import Slots


class ModelSide:
    """Endpoint, slots and breaker, one of each in a process. ``names_in`` gives the people of the
    unit with that id, whose names a model outside the house is not told. ``shared``: this is one
    of several processes of a service, whose slots are counted together on SQLite, too."""

    def __init__(
        self,
        settings: Settings,
        names_in: Callable[[str], tuple[str, ...]],
        *,
        shared: bool = False,
    ) -> None:
        self._settings = settings
        self._names_in = names_in
        self._shared = shared

    @cached_property
    def opened(self) -> "Opened":
        """The one way of this process to its language model, or why there is none. Raises
        BadSettings for an address without a host."""
        from service.llm.opening import model_of

        settings = self._settings
        return model_of(
            self._endpoint(),
            external=settings.llm_external,
            external_use=settings.llm_external_use,
            slots=self._slots(),
        )

    @property
    def model(self) -> "Model | None":
        """The language model for work that somebody waits for; None where there is none."""
        return self.opened.model if self._settings.llm_base_url else None

    @property
    def server(self) -> "CompatibleModel | None":
        """The model server itself, for jobs: they wait, record and watch in their own way."""
        return self.opened.door.server if self.opened.door else None

    @cached_property
    def breaker(self) -> "Breaker":
        """Whether the model server is there."""
        from service.llm.breaker import Breaker

        return self.opened.door.breaker if self.opened.door else Breaker()

    def guarded(self, model: "Model", unit: str) -> "Model":
        """The model, told no personal detail of the unit with that id where it stands outside the
        house."""
        from service.llm.masking import MaskedModel

        outside = self.opened.door is not None and self.opened.door.masks
        return MaskedModel(model, self._names_in(unit)) if outside else model

    @property
    def may_read(self) -> bool:
        """Whether checks and reviews may show papers to the model: by default one outside the
        house is not. Raises BadSettings for an address without a host."""
        from service.llm.external import allowed

        settings = self._settings
        return allowed(
            settings.llm_base_url, external=settings.llm_external, checks=settings.llm_checks
        )

    def close(self) -> None:
        """Gives back whatever slots are held."""
        if "opened" in self.__dict__ and self.opened.door is not None:
            self.opened.door.slots.close()

    def _endpoint(self) -> "Endpoint":
        from service.llm.endpoint import Endpoint, Pace

        settings = self._settings
        return Endpoint(
            base_url=settings.llm_base_url,
            model=settings.llm_model or "default",
            api_key=settings.llm_api_key,
            slots=settings.llm_slots,
            pace=Pace(
                stall_s=settings.llm_stall_s,
                tokens_per_s=settings.llm_min_tokens_per_s,
                whole_s=settings.llm_whole_s,
            ),
            stream=settings.llm_stream,
        )

    def _slots(self) -> "Slots | None":
        """Those of all processes on the same database; None for this process's own."""
        settings = self._settings
        if not settings.database().startswith("postgres"):
            if not self._shared:
                return None
            from service.jobs.slot_files import SlotFiles

            return SlotFiles(settings.data_dir / "slots", settings.llm_slots)
        from service.jobs.shared_slots import SharedSlots

        server = settings.llm_base_url.rstrip("/").lower()
        return SharedSlots(settings.database(), settings.llm_slots, server)
