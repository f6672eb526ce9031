"""datatrove: a pipeline step that puts the article in the place of each document's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from cleaner.batch.columns import URL_COLUMN, passed_name
from cleaner.batch.options import BatchOptions
from cleaner.batch.row import Row, clean_document
from cleaner.pipeline import Cleaner

__all__ = ["ArticleCleaner"]

_DEFAULT = BatchOptions()


class ArticleCleaner(PipelineStep):  # type: ignore[misc]  # its package has no types
    """Cleans documents and drops none: filter on `metadata["error"]` or `metadata["confidence"]` after it.

    `Document.text` becomes the article, empty where there is none; the other columns of the output become
    keys of `Document.metadata`, where keys of the same names are renamed as columns are. The URL is
    `metadata["url"]` unless the options name another key. `BatchOptions.document` and `id` have no meaning
    here. The step counts documents, what was removed by label, and errors. Raises what `Cleaner` raises.
    """

    name = "Article cleaner"
    type = "EXTRACT"

    def __init__(self, options: BatchOptions = _DEFAULT) -> None:
        super().__init__()
        self.options = options
        self._url = options.url or URL_COLUMN

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Yield every document of `data` cleaned, in order; the shards were chosen by the reader before."""
        del rank, world_size
        cleaner = Cleaner(self.options.config)
        for document in data or ():
            with self.track_time():
                row = clean_document(document.text, document.metadata.get(self._url), cleaner, self.options)
                self._write(document, row)
            self._count(row)
            yield document

    def _write(self, document: Document, row: Row) -> None:
        """Put a row into its document."""
        metadata = {passed_name(key): value for key, value in document.metadata.items()}
        if self.options.keep_document:
            metadata[passed_name("text")] = document.text
        added = row.record()
        document.text = added.pop("text") or ""
        document.metadata = metadata | added

    def _count(self, row: Row) -> None:
        """Add a row to the statistics that datatrove prints and saves for each task."""
        self.stat_update("total")
        if row.error is not None:
            self.stat_update("error")
        for removed in row.removed or ():
            self.stat_update(f"removed/{removed.label}")
