"""Static files with hashed names, ES module imports rewritten too (inline import maps break the CSP)."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class AlmacenEstatico(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
