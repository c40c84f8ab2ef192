"""A tool on a socket that talks to the page around it, for tests in a browser."""

from urllib.parse import urlencode

import jwt
from flask import Flask, Response, jsonify, redirect, request

from mooc_tool.demo.claims import DEEP_LINKING
from tests.demo.paper import PaperTool

LAUNCHED = """<!doctype html><title>Tool</title><p id="said"></p><script>
const around = window.opener || window.parent;
const ask = (number, message) => new Promise((tell) => {
  setTimeout(() => tell({silence: true}), 2000);
  addEventListener("message", ({data}) => data.message_id === number && tell(data));
  around.postMessage({...message, message_id: number}, "*");
});
const messages = [
  {subject: "lti.capabilities"},
  {subject: "lti.put_data", key: "k", value: "v"},
  {subject: "lti.get_data", key: "k"},
  {subject: "lti.get_data", key: "other"},
  {subject: "lti.put_data", key: 7, value: "v"},
];
Promise.all(messages.map((one, number) => ask(String(number), one))).then((said) => {
  around.postMessage({subject: "lti.frameResize", height: 1234}, "*");
  document.getElementById("said").textContent = JSON.stringify(said);
});
</script>"""
CHOOSING = """<!doctype html><title>Tool</title>
<form method="post" action="{url}"><input type="hidden" name="JWT" value="{answer}">
<button>Give</button></form>"""
REGISTERED = """<!doctype html><title>Tool</title>
<script>(window.opener || window.parent).postMessage({subject: "org.imsglobal.lti.close"}, "*")</script>"""


def chatty(paper: PaperTool) -> Flask:
    """It asks the page around it for storage, offers one activity, and has registered at once."""
    app = Flask("chatty")

    @app.get("/keys.json")
    def keys() -> Response:
        return jsonify(paper.fetch(request.url))

    @app.get("/login")
    def login() -> Response:
        fields = {**paper.authorization(request.args), "redirect_uri": f"{request.host_url}launch"}
        return redirect(f"{request.args['iss']}/auth?{urlencode(fields)}")

    @app.post("/launch")
    def launch() -> str:
        claims = jwt.decode(request.form["id_token"], options={"verify_signature": False})
        settings = claims.get(f"{DEEP_LINKING}/deep_linking_settings")
        if settings is None:
            return LAUNCHED
        items = [{"type": "ltiResourceLink", "title": "Chosen"}]
        answer = paper.deep_linking_answer(settings["data"], items, aud=claims["iss"])
        return CHOOSING.format(url=settings["deep_link_return_url"], answer=answer)

    @app.get("/register")
    def register() -> str:
        return REGISTERED

    return app
