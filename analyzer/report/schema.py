"""The JSON Schema of what comes back."""

from typing import Any

from pydantic import BaseModel

from analyzer.report.shapes import PreflightReport, Report

MODELS: dict[str, type[BaseModel]] = {"report": Report, "preflight": PreflightReport}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(which: str) -> dict[str, Any]:
    """Make the schema of `report` or `preflight`. `x-level` says from which level on a field is told."""
    return {"$schema": DIALECT, **MODELS[which].model_json_schema()}
