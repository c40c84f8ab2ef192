"""From a launch that was admitted to the first page of its session."""

from flask import redirect
from werkzeug.wrappers import Response

from mooc_tool.records import Target
from mooc_tool.services.entering import Admitted
from mooc_tool.web import tickets


def to_first_page(admitted: Admitted) -> Response:
    """Send the browser there by GET, so that a reload asks for the page and not for the launch."""
    response = redirect(first_page(admitted), code=303)
    tickets.set_cookie(response, admitted.ticket)
    return response


def first_page(admitted: Admitted) -> str:
    """The address of what the launch opens."""
    first, ticket = admitted.first_page, admitted.ticket
    if admitted.picks:
        return tickets.page(ticket, "studio.pick")
    if first.reviews and first.reviewed_id is not None:
        return tickets.page(ticket, "teach.learner", person_id=first.reviewed_id)
    if first.reviews:
        return tickets.page(ticket, "teach.results")
    if first.target is Target.EXERCISE:
        return tickets.page(ticket, "learn.exercise", slug=first.slug)
    if first.target is Target.UNIT:
        return tickets.page(ticket, "learn.unit", slug=first.slug)
    return tickets.page(ticket, "learn.home")
