"""The only room that speaks LTI 1.3: plain frozen data in and out, PyLTI1p3 behind it, no Flask, no database.

What people do here, and where it is said::

    platform.py       a platform, as it was registered
    login.py          the platform announces a launch; we send the browser to its authorisation page
    launch.py         the signed launch, checked and read into plain data
    roles.py          what the platform's roles allow in the course
    keys.py           the tool's own keys, and the platforms' keys, cached
    sealing.py        private keys at rest
    http.py           how the tool speaks to other servers
    connector.py      service calls with access tokens
    scores.py  lines.py  members.py    grades, line items, roster
    deep_linking.py   what an instructor chose, signed
    registration.py   dynamic registration
    check.py          does a platform's set-up work?
    families/         what one LMS does otherwise, as data
    legacy/           LTI 1.1; former.py: who a learner was there, as a 1.3 launch says
"""
