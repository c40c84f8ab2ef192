"""LTI 1.1, for platforms that have nothing newer; ``former.py`` beside this room reads how they move on.

::

    consumer.py      a platform as LTI 1.1 knows it: consumer key and secret
    signature.py     OAuth 1.0a, HMAC-SHA1
    launch.py        the signed launch, checked and read into the same plain data as 1.3's
    outcomes.py      a score for one learner (Basic Outcomes), sent
    envelope.py      its XML, written and read
"""
