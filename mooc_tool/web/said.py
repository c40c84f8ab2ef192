"""What readers are told of each error: what is wrong, and what to do about it."""

from dataclasses import dataclass

from mooc_tool.web.language import mark as _


@dataclass(frozen=True)
class Said:
    """Two English sentences, translated where they are shown."""

    wrong: str
    advice: str


_OPEN_AGAIN = _("Close this page and open the activity again from your course.")
_TELL_ADMINISTRATOR = _("Tell the administrator of your learning platform, with the reference below.")
_CHECK_REGISTRATION = _(
    "The administrator of the learning platform compares this tool's registration with its documentation."
)

_FORM_INSTEAD = _("If it offers no dynamic registration, use the invitation's other address: a form.")
_NO_DESCRIPTION = _("The learning platform does not say how a tool is registered there.")

SAID = {
    "page-unknown": Said(_("There is no such page."), _("Go back to the course and follow its links.")),
    "method-wrong": Said(_("This address does not work that way."), _("Go back and use the page's buttons.")),
    "too-large": Said(_("What you sent is too large."), _("Send a smaller text or file.")),
    "bug": Said(
        _("Something went wrong in the tool. It is our fault, and it has been noted."),
        _(
            "Nothing that was saved is lost. Go back and try again; "
            "if it happens again, tell us the reference."
        ),
    ),
    "busy": Said(
        _("The tool is busy and could not write down what you sent."),
        _("Nothing is lost on this page: go back and send it again in a moment."),
    ),
    "session-unknown": Said(_("This address does not open anything (any more)."), _OPEN_AGAIN),
    "session-over": Said(_("Your session is over: it had not been used for a while."), _OPEN_AGAIN),
    "session-elsewhere": Said(_("This address belongs to a session in another browser."), _OPEN_AGAIN),
    "form-from-elsewhere": Said(_("This form was sent by another site: it is refused."), _OPEN_AGAIN),
    "instructors-only": Said(
        _("This page is for the course's instructors."),
        _("If you teach this course, ask that your role be set in the learning platform."),
    ),
    "unit-unknown": Said(
        _("This page is not in the course (any more)."), _("Choose another page from the course's contents.")
    ),
    "exercise-unknown": Said(
        _("This exercise is not in the course (any more)."),
        _("Choose another one from the course's contents."),
    ),
    "attempt-unknown": Said(
        _("This attempt does not exist, or it is not yours."),
        _("Open the exercise from the course's contents."),
    ),
    "person-unknown": Said(
        _("This learner has not opened this course."), _("Go back to the results: they show all who did.")
    ),
    "tries-used": Said(
        _("All your attempts at this exercise are used."),
        _("Your best score counts; you can read your attempts again."),
    ),
    "prediction-first": Said(
        _("Make your prediction first."),
        _("Go back to the exercise: the answer form comes after the prediction."),
    ),
    "stages-owed": Said(
        _("This exercise is answered stage by stage, and an earlier stage is not done yet."),
        _("Open the exercise from the course's contents: it goes on where you stopped."),
    ),
    "draft-unreadable": Said(
        _("What you had answered so far in this exercise can no longer be read."),
        _("Tell your instructor which exercise it is. Your other exercises and your scores are kept."),
    ),
    "certificate-unknown": Said(_("There is no such certificate."), _("Check the serial number.")),
    "certificate-not-met": Said(
        _("The rule of the certificate is not met yet."), _("Your course page says what is still needed.")
    ),
    "name-forgotten": Said(
        _("The name on this certificate has been forgotten, as announced."),
        _("The certificate itself can still be checked by its serial number."),
    ),
    "name-empty": Said(_("There is no name."), _("Write your first name and your family name.")),
    "name-too-long": Said(_("This name is too long to be printed."), _("Write a shorter form of your name.")),
    "file-unknown": Said(_("There is no such file in this course."), _("Choose one from the list.")),
    "draft-outdated": Said(
        _("Somebody saved this file since you opened it."),
        _("Copy your text, open the file again and put your changes back in."),
    ),
    "problems-left": Said(
        _("The course cannot be published: problems are left."),
        _("The list says what is wrong, file and line."),
    ),
    "rule-frozen": Said(
        _("Learners of this course have scores already: what the certificate asks is frozen."),
        _(
            "Put the rule back as it was, then publish. To ask something else, begin a new session: "
            "copy the course in your learning platform, and change the rule there before the first score."
        ),
    ),
    "name-unwritable": Said(
        _("Some letters of this name cannot be printed."),
        _("Write your name in another form, for instance in Latin letters."),
    ),
    "invite-unknown": Said(
        _("This invitation does not exist, was used, or is over."),
        _("Ask whoever runs this tool for a new one."),
    ),
    "configuration-missing": Said(
        _("This address is for the learning platform to open."),
        _("Paste it where the platform asks for a tool's registration address."),
    ),
    "configuration-refused": Said(_NO_DESCRIPTION, _FORM_INSTEAD),
    "configuration-unreadable": Said(_NO_DESCRIPTION, _FORM_INSTEAD),
    "configuration-issuer": Said(
        _("The learning platform's description comes from another server than the platform's own."),
        _("Its administrator corrects the address that it gives itself; or use the invitation's form."),
    ),
    "registration-refused": Said(
        _("The learning platform refused to register the tool."),
        _("Its own words are below. Once that is mended, try again: the invitation still holds."),
    ),
    "registration-unreadable": Said(
        _("The learning platform's answer to the registration cannot be read."),
        _("If it lists the tool all the same, remove it there and try again, or use the invitation's form."),
    ),
    "address-private": Said(
        _("The learning platform's address is not a public one: the tool does not call it."),
        _("For a test, whoever runs this tool sets MOOC_TOOL_ALLOW_PRIVATE_PLATFORMS=true."),
    ),
    "address-insecure": Said(
        _("The learning platform has an address without https: the tool does not call it."),
        _("Its administrator sets https up, then tries again: the invitation still holds."),
    ),
    "platform-unreachable": Said(
        _("The learning platform does not answer the tool."),
        _("Try again in a moment. If it lasts, its administrator looks whether a firewall stops the tool."),
    ),
    "answer-unreadable": Said(
        _("What the learning platform answered cannot be read."),
        _("Its administrator finds the beginning of that answer below."),
    ),
    "link-unknown": Said(
        _("This link does not exist, was used, or is over."),
        _("Make a new one with `mooc-tool admin link`."),
    ),
    "administration-over": Said(
        _("You are not signed in as an administrator here (any more)."),
        _("Make a new link with `mooc-tool admin link`, and open it in this browser."),
    ),
    "letter-unknown": Said(_("There is no such score to send."), _("Go back to the list.")),
    "choice-missing": Said(_("Nothing was chosen."), _("Go back and tick at least one thing to add.")),
    "launch-state-unknown": Said(_("This launch was not begun here, or too long ago."), _OPEN_AGAIN),
    "launch-replayed": Said(_("This launch was already used."), _OPEN_AGAIN),
    "launch-expired": Said(_("This launch took too long."), _OPEN_AGAIN),
    "launch-other-browser": Said(_("This launch was begun in another browser."), _OPEN_AGAIN),
    "login-issuer-missing": Said(_("The learning platform did not say who it is."), _CHECK_REGISTRATION),
    "login-hint-missing": Said(_("The learning platform did not say who you are."), _CHECK_REGISTRATION),
    "platform-unknown": Said(
        _("This tool does not know the learning platform that sent you."),
        _("An administrator registers the platform first: the documentation says how."),
    ),
    "platform-ambiguous": Said(
        _("Several registrations exist for this learning platform, and it did not say which one is meant."),
        _("The platform must send its client_id with the login: its administrator can set that."),
    ),
    "platform-not-accepted": Said(
        _("This learning platform is registered, but it has not been accepted yet."),
        _("Whoever runs this tool accepts it with `mooc-tool platform accept`."),
    ),
    "consumer-unknown": Said(
        _("This tool does not know the consumer key that the learning platform sent."),
        _("An administrator registers the platform first: the documentation says how."),
    ),
    "legacy-off": Said(
        _("This learning platform may not launch by LTI 1.1."),
        _("Whoever runs this tool lets it with `mooc-tool platform legacy on`."),
    ),
    "former-signature": Said(
        _("The learning platform says who you were before it moved, but does not prove it."),
        _("Its administrator compares the secret of the old registration with the one kept here."),
    ),
    "platform-said-no": Said(
        _("The learning platform refused to open the activity."),
        _("Its own words are below. Open the activity again."),
    ),
    "subject-missing": Said(
        _("The learning platform did not say who you are, so that no work could be kept."),
        _("The administrator of the platform lets the tool receive users' identifiers."),
    ),
    "anonymous-refused": Said(
        _("The learning platform did not say who you are, and visitors without a name are not let in here."),
        _(
            "The administrator of the platform lets the tool receive users' identifiers; "
            "or whoever runs this tool lets visitors in with `mooc-tool platform set`."
        ),
    ),
    "certificate-anonymous": Said(
        _("There is nobody to certify: the platform did not say who you are."),
        _("Open the course signed in to your learning platform, and do the exercises there."),
    ),
}
_LAUNCH = Said(_("The launch that the learning platform sent cannot be accepted."), _TELL_ADMINISTRATOR)
_OTHER = Said(_("This cannot be done."), _("Go back and try another way."))


def said(code: str, *, launch: bool = False) -> Said:
    """What is said of the error ``code``."""
    return SAID.get(code, _LAUNCH if launch else _OTHER)
