"""The shapes of what comes back: pydantic models, one file a concern, every field with its description."""

from analyzer.report.shapes.findings import PreflightReport
from analyzer.report.shapes.report import Report
from analyzer.report.shapes.sandbox import StreamEvent

__all__ = ["PreflightReport", "Report", "StreamEvent"]
