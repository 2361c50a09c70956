"""What every part of a report is made of: closed, frozen, and silent about what was not filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_serializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import SerializerFunctionWrapHandler

from knowledge.finding import Span


@dataclass(frozen=True, slots=True)
class Level:
    """The level from which on a field is told; at that level only its `first` items, above it all of them.

    A field without a mark is told wherever the part that holds it is.
    """

    since: int
    first: int | None = None

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Let the reader of the schema know the level."""
        return {**handler(core), "x-level": self.since}


def encodable(value: object) -> object:
    """Write lone surrogates as escapes: text with them cannot become UTF-8, and programs may hold them."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


Text = Annotated[str, BeforeValidator(encodable)]
Scalar = bool | int | float | Text | None
Number = int | float


class Part(BaseModel):
    """A part of a report.

    What was not set is not serialised: a field that a level does not tell is absent, while `null` says
    that it is not known. So the JSON of a level is contained in that of the next one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    @model_serializer(mode="wrap")
    def only_what_was_set(self, serialised: SerializerFunctionWrapHandler) -> Mapping[str, Any]:
        """Leave out what was not set."""
        return {name: value for name, value in serialised(self).items() if name in self.model_fields_set}


class Positioned(Part):
    """Something with a place in the text as it was sent: lines from 1, columns from 0, end exclusive."""

    line_number: int | None = Field(description="The line, counted from 1; null where it is not known")
    column_number: int | None = Field(description="The column in characters (code points), counted from 0")
    end_line_number: int | None = Field(description="The line on which it ends")
    end_column_number: int | None = Field(description="The column behind its last character")


@dataclass(frozen=True, slots=True)
class Place:
    """The four position fields of a `Positioned`, made from what is known."""

    span: Span | None
    line: int | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """Keyword arguments for a `Positioned`."""
        if self.span is None:
            names = ("column_number", "end_line_number", "end_column_number")
            return {"line_number": self.line, **dict.fromkeys(names)}
        return {
            "line_number": self.span.line,
            "column_number": self.span.column,
            "end_line_number": self.span.end_line,
            "end_column_number": self.span.end_column,
        }
