"""The scopes of LTI Advantage that the platform can grant (AGS 2.0, 3.1; NRPS 2.0, 2.3; notices 1.0)."""

LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
LINE_ITEM_READONLY = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
RESULT_READONLY = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"

GRADING = (LINE_ITEM, LINE_ITEM_READONLY, RESULT_READONLY, SCORE)
ALL = (*GRADING, ROSTER, NOTICES)
