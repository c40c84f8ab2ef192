"""The learner's certificate: what is missing, the name, the document."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.certificates.pdf import certificate_pdf
from mooc_tool.errors import Unreadable
from mooc_tool.services import badging, certifying, posting, progress
from mooc_tool.web import current, language, tickets
from mooc_tool.web.learn import published
from mooc_tool.web.said import said

blueprint = Blueprint("certify", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)


@blueprint.get("/certificate")
def certificate() -> ResponseReturnValue:
    """Where one stands with the certificate."""
    return _page()


@blueprint.post("/certificate")
@current.writes
def confirm_name() -> ResponseReturnValue:
    """Confirm the name; the certificate is issued."""
    try:
        certifying.issue(
            current.db(),
            tickets.session(),
            published(),
            request.form.get("name", ""),
            current.tool().settings,
            current.now(),
            request.form.get("level"),
        )
    except Unreadable as error:
        return _page(fault=language.gettext(said(error.code).advice)), 422
    return redirect(url_for("certify.certificate"), 303)


@blueprint.get("/certificate/<serial>.<code>.pdf")
def document(serial: str, code: str) -> ResponseReturnValue:
    """The certificate as PDF, made anew from what is stored."""
    tool, who = current.tool(), tickets.session()
    found = certifying.of_serial(current.db(), who, serial)
    spoken = code if code in language.LANGUAGES else who.language
    address = tool.address(url_for("public.verify", serial=found.serial))
    name = certifying.kept_name(current.db(), found)
    printed = certifying.document(found, name, spoken, address)
    content = certificate_pdf(printed, certifying.fonts_of(tool.settings))
    return current.attachment(content, f"{found.serial}-{spoken}.pdf", download=True)


@blueprint.get("/certificate/<serial>.<code>.jwt")
def badge(serial: str, code: str) -> ResponseReturnValue:
    """The certificate as a signed Open Badge."""
    who = tickets.session()
    found = certifying.of_serial(current.db(), who, serial)
    spoken = code if code in language.LANGUAGES else who.language
    signed = badging.of_certificate(current.db(), current.tool(), found, spoken)
    return current.attachment(signed.encode(), f"{found.serial}-{spoken}.jwt", download=True)


def _page(fault: str | None = None) -> str:
    who = tickets.session()
    best = posting.best_scores(current.db(), who.course_id, who.person_id)
    pack = published().pack
    return render_template(
        "certify/certificate.html",
        certificates=progress.certificate_cards(current.db(), who, pack, best),
        main=pack.rule.main_level.id,
        name=certifying.name_of(current.db(), who),
        name_suggestion=request.form.get("name") or certifying.suggested_name(current.db(), who),
        fault=fault,
        faulty=request.form.get("level") or pack.rule.main_level.id,
        address=lambda serial: current.tool().address(url_for("public.verify", serial=serial)),
    )
