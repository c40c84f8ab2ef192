"""The tables of the demonstration platform. Moments are ISO 8601 text in UTC; JSON is text."""

VERSION = 1

SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE signing_key (
    kid TEXT PRIMARY KEY, pem TEXT NOT NULL, made_at TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
CREATE TABLE person (
    user_id TEXT PRIMARY KEY, given_name TEXT NOT NULL, family_name TEXT NOT NULL, email TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('teacher', 'learner')), locale TEXT NOT NULL) STRICT;
CREATE TABLE course (
    course_id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, title TEXT NOT NULL,
    copied_from INTEGER REFERENCES course) STRICT;
CREATE TABLE enrolment (
    course_id INTEGER NOT NULL REFERENCES course, user_id TEXT NOT NULL REFERENCES person,
    status TEXT NOT NULL CHECK (status IN ('Active', 'Inactive', 'Deleted')),
    change INTEGER NOT NULL, PRIMARY KEY (course_id, user_id)) STRICT;
CREATE TABLE tool (
    client_id TEXT PRIMARY KEY, deployment_id TEXT NOT NULL, name TEXT NOT NULL, login_url TEXT NOT NULL,
    target_url TEXT NOT NULL, deep_link_url TEXT NOT NULL, keyset_url TEXT NOT NULL,
    redirect_urls TEXT NOT NULL, scopes TEXT NOT NULL, custom TEXT NOT NULL) STRICT;
CREATE TABLE activity (
    activity_id INTEGER PRIMARY KEY AUTOINCREMENT, course_id INTEGER NOT NULL REFERENCES course,
    client_id TEXT NOT NULL REFERENCES tool, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL,
    custom TEXT NOT NULL, copied_from INTEGER REFERENCES activity) STRICT;
CREATE TABLE line_item (
    line_item_id INTEGER PRIMARY KEY AUTOINCREMENT, course_id INTEGER NOT NULL REFERENCES course,
    client_id TEXT NOT NULL REFERENCES tool, label TEXT NOT NULL, maximum REAL NOT NULL,
    tag TEXT, resource_id TEXT, activity_id INTEGER REFERENCES activity ON DELETE CASCADE,
    other TEXT NOT NULL) STRICT;
CREATE TABLE receipt (
    receipt_id INTEGER PRIMARY KEY, line_item_id INTEGER NOT NULL, user_id TEXT NOT NULL,
    timestamp TEXT NOT NULL, micros INTEGER NOT NULL, given REAL, maximum REAL, comment TEXT NOT NULL,
    activity_progress TEXT NOT NULL, grading_progress TEXT NOT NULL, received_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'repeated', 'conflicting', 'older'))) STRICT;
CREATE INDEX receipt_by_learner ON receipt (line_item_id, user_id, receipt_id);
CREATE TABLE launch (
    hint TEXT PRIMARY KEY, kind TEXT NOT NULL, user_id TEXT NOT NULL, client_id TEXT NOT NULL,
    course_id INTEGER NOT NULL, activity_id INTEGER, line_item_id INTEGER, for_user_id TEXT,
    target_url TEXT NOT NULL, document_target TEXT NOT NULL, data TEXT, made_at TEXT NOT NULL,
    used_at TEXT, answered_at TEXT) STRICT;
CREATE INDEX launch_by_data ON launch (data);
CREATE TABLE token (
    digest TEXT PRIMARY KEY, client_id TEXT NOT NULL, scopes TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT;
CREATE TABLE seen (
    client_id TEXT NOT NULL, number TEXT NOT NULL, seen_at TEXT NOT NULL,
    PRIMARY KEY (client_id, number)) STRICT;
CREATE TABLE invite (digest TEXT PRIMARY KEY, expires_at TEXT NOT NULL, client_id TEXT) STRICT;
CREATE TABLE service_call (
    call_id INTEGER PRIMARY KEY, at TEXT NOT NULL, service TEXT NOT NULL, client_id TEXT NOT NULL,
    method TEXT NOT NULL, path TEXT NOT NULL, sent TEXT NOT NULL, status INTEGER NOT NULL,
    answer TEXT NOT NULL) STRICT;
"""
