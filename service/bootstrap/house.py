"""Builds everything once from the settings. What is heavy is opened only when it is used."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import LibraryBusy
from service.settings import Settings

if TYPE_CHECKING:
    from service.checks import Rulebook
    from service.kind import Kind
    from service.library import Material
    from service.llm.port import Model
    from service.pipelines.library import Library
    from service.rule import Card
    from service.store.dismissals import Dismissals
    from service.store.kept import KeptDismissal
    from service.store.materials import Materials
    from vectorstore.chroma import ChromaStore
    from vectorstore.port import Embedder


class House:
    """The product, ready to work. Use it as a context manager: the library is locked while open."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store: ChromaStore | None = None
        # By the overlays they are made of: names come from outside and are without number.
        self._rulebooks: dict[tuple[Path, ...], Rulebook] = {}

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def kinds(self) -> "dict[str, Kind]":
        """The packaged kinds and those in the data directory."""
        from service.kinds import load_kinds

        folder = self.settings.data_dir / "kinds"
        return load_kinds(folder if folder.is_dir() else None)

    @property
    def cards(self) -> "Sequence[Card]":
        """The rules of the data directory for no unit in particular."""
        return self.cards_for("")

    def cards_for(self, unit: str) -> "Sequence[Card]":
        """The rules for a unit's papers: shipped, city or system, the unit's own."""
        return self.rulebook_for(unit).cards

    def rulebook_for(self, unit: str) -> "Rulebook":
        """As ``cards_for``, with what was changed and where. Raises BadData for a bad overlay."""
        from service.checks import layers, rulebook

        directories = layers(self.settings.data_dir / "rules", unit)
        if directories not in self._rulebooks:
            self._rulebooks[directories] = rulebook(directories)
        return self._rulebooks[directories]

    @cached_property
    def model(self) -> "Model | None":
        """The language model, or None where none is set."""
        settings = self.settings
        if not settings.llm_base_url:
            return None
        from service.llm.compatible import CompatibleModel, Endpoint
        from service.llm.stream import Pace

        return CompatibleModel(
            Endpoint(
                base_url=settings.llm_base_url,
                model=settings.llm_model or "default",
                api_key=settings.llm_api_key,
                slots=settings.llm_slots,
                pace=Pace(stall_s=settings.llm_stall_s, tokens_per_s=settings.llm_min_tokens_per_s),
            )
        )

    @property
    def reading_model(self) -> "Model | None":
        """The model that checks and reviews may show papers to, None where that is not allowed: by
        default one outside the house is not. Raises BadSettings for an address without a host."""
        from service.llm.external import allowed

        settings = self.settings
        may = allowed(
            settings.llm_base_url, external=settings.llm_external, checks=settings.llm_checks
        )
        return self.model if may else None

    @cached_property
    def library(self) -> "Library":
        """The library of the data directory. Raises LibraryBusy when another process has it."""
        from service.pipelines.library import Library
        from vectorstore.chroma import ChromaStore
        from vectorstore.errors import StoreBusy
        from vectorstore.search import Search

        embedder = self._embedder()
        try:
            self._store = ChromaStore(self.settings.data_dir / "chroma", embedder.name)
        except StoreBusy as error:
            raise LibraryBusy(
                f"资料库 {self.settings.data_dir} 正被另一个 duizhao 进程使用，请先关闭它再试"
            ) from error
        return Library(self.materials, Search(self._store, embedder))

    def existing_library(self) -> "Library | None":
        """The library if anything was ever put into this data directory."""
        return self.library if (self.settings.data_dir / "chroma").is_dir() else None

    @cached_property
    def materials(self) -> "Materials":
        """What the units' libraries hold, without the vector store and its lock."""
        from service.store.database import open_database
        from service.store.materials import Materials

        return Materials(open_database(self.settings.database()))

    @cached_property
    def dismissals(self) -> "Dismissals":
        """What persons dismissed, unit by unit."""
        from service.store.database import open_database
        from service.store.dismissals import Dismissals

        return Dismissals(open_database(self.settings.database()))

    def dismissals_of(self, unit: str) -> "tuple[KeptDismissal, ...]":
        """The unit's dismissals; none, and no database made, where nothing was ever kept."""
        return self.dismissals.of(unit) if unit and self._has_database() else ()

    def materials_of(self, unit: str) -> "tuple[Material, ...]":
        """The unit's materials; none, and no database made, where nothing was ever kept."""
        return self.materials.of(unit) if unit and self._has_database() else ()

    def _has_database(self) -> bool:
        if self.settings.database_url:
            return True
        return Path(self.settings.database().removeprefix("sqlite:///")).is_file()

    def _embedder(self) -> "Embedder":
        settings = self.settings
        if not settings.embed_base_url:
            from vectorstore.sketch import built_in

            return built_in()
        from vectorstore.endpoint import EndpointEmbedder

        key = settings.embed_api_key.get_secret_value()
        return EndpointEmbedder(settings.embed_base_url, settings.embed_model or "default", key)

    def close(self) -> None:
        """Lets go of the library."""
        if self._store is not None:
            self._store.close()
            self._store = None
