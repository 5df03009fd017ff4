"""The description of intake in OpenAPI, made of the very models that read a report."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from tideturn.interfaces.joint.intake.report import NearFatalOverdose

DESCRIPTION = (
    "Agencies report near-fatal overdoses. A report is answered with 201 only once it is kept for good; from then on a "
    "team answers for the person. Version 1 is only ever added to: ignore fields of answers that you do not know."
)
REPORTS = "/api/v1/intake/near-fatal-overdoses/"
REFUSALS = {
    "400": "The report broke off on its way; nothing was kept.",
    "401": "The credential is missing, unknown or revoked.",
    "403": "The credential may not report near-fatal overdoses; that it tried is audited.",
    "404": "There is no report with this id that this agency sent.",
    "409": "The key was used before with another body; nothing more was kept.",
    "413": "The report is longer than 64 KB.",
    "415": "The report was not sent as JSON.",
    "422": "The report cannot be kept; each field that must be mended is named.",
    "500": "A fault of ours. Send the report again under the same key.",
    "503": "The report cannot be kept just now. Send it again under the same key after Retry-After seconds.",
}


class Told(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PromisedClock(Told):
    """Something that the team has promised to do, and by when."""

    name: str = Field(description="What is to be done.")
    due_at: str = Field(description="By when, in UTC.", json_schema_extra={"format": "date-time"})


class Receipt(Told):
    """What the sender of a report is answered, now and ever after, whatever becomes of the case."""

    id: str = Field(description="The id of the report, never of a case.", json_schema_extra={"format": "uuid"})
    reference: str = Field(description="A short name of the report to read out, with check characters.")
    received_at: str = Field(description="When it was received, in UTC.", json_schema_extra={"format": "date-time"})
    responsible_team: str = Field(description="The team that answers for the person.")
    clocks: list[PromisedClock] = Field(description="What the team has promised to do, and by when.")


class FieldProblem(Told):
    """What is wrong with one field."""

    field: str = Field(description="The field, such as person.birth_date; body or Idempotency-Key for the whole.")
    problem: str = Field(description="What is wrong with it, in a sentence. What it held is never repeated.")


class IntakeRefusal(Told):
    """An answer that is none: nothing was kept."""

    detail: str = Field(description="A sentence that says what happened and what to do next.")
    errors: list[FieldProblem] = Field(default=[], description="Each field to mend, where the report is at fault.")


def description() -> dict[str, Any]:
    """Return the description, for the areas of the pack in use."""
    _, schemas = models_json_schema(
        [(NearFatalOverdose, "validation"), (Receipt, "serialization"), (IntakeRefusal, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    bearer = {"type": "http", "scheme": "bearer", "description": "The credential of an agency."}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tideturn intake", "version": "1", "description": DESCRIPTION},
        "paths": {REPORTS: {"post": _send()}, f"{REPORTS}{{report_id}}/": {"get": _read()}},
        "components": {"schemas": schemas["$defs"], "securitySchemes": {"agency": bearer}},
        "security": [{"agency": []}],
    }


def _send() -> dict[str, Any]:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A UUID of the sender's making, a new one for each report; the same again when sending again.",
        "schema": {"type": "string", "format": "uuid"},
    }
    return {
        "operationId": "report_near_fatal_overdose",
        "summary": "Report a near-fatal overdose",
        "description": "The same key and body get the same answer again, and nothing more is kept.",
        "parameters": [key],
        "requestBody": {"required": True, "content": _json("NearFatalOverdose")},
        "responses": {"201": _answer("The report is kept for good.", "Receipt"), **_refusals(but_not=("404",))},
    }


def _read() -> dict[str, Any]:
    report_id = {
        "name": "report_id",
        "in": "path",
        "required": True,
        "description": "The id that was given when the report was received.",
        "schema": {"type": "string", "format": "uuid"},
    }
    return {
        "operationId": "receipt_of_near_fatal_overdose",
        "summary": "Read a receipt again",
        "description": "Gives the agency that sent a report its receipt, and nothing more.",
        "parameters": [report_id],
        "responses": {
            "200": _answer("The receipt.", "Receipt"),
            **_refusals(but_not=("400", "409", "413", "415", "422")),
        },
    }


def _refusals(but_not: tuple[str, ...]) -> dict[str, Any]:
    found = {code: _answer(words, "IntakeRefusal") for code, words in REFUSALS.items() if code not in but_not}
    wait = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    return {**found, "503": {**found["503"], "headers": {"Retry-After": wait}}}


def _answer(words: str, shape: str) -> dict[str, Any]:
    return {"description": words, "content": _json(shape)}


def _json(shape: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
