#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
# compliance with the License. A copy of it is in the file LICENSE at the top of this project.
#
# SPDX-License-Identifier: Apache-2.0
"""Single functions of src/migration/copy-inbox.py, on lines of a server that James does not send. Run by CopyInboxTest."""
import imaplib
import importlib.util
import io
import unittest

named = importlib.util.spec_from_file_location("copy_inbox", "src/migration/copy-inbox.py")
copy_inbox = importlib.util.module_from_spec(named)
named.loader.exec_module(copy_inbox)


class Server(imaplib.IMAP4):
    """Answers each command with the next of these, and OK."""

    def __init__(self, *answers):
        self.answers = [b"* CAPABILITY IMAP4rev1\r\n", *answers]
        self.sent = []
        super().__init__()

    def open(self, host="", port=0, timeout=None):
        self.host = "old"
        self.wire = io.BytesIO(b"* OK ready\r\n")

    def read(self, size):
        return self.wire.read(size)

    def readline(self):
        return self.wire.readline()

    def send(self, data):
        tag, command = data.split(b" ", 1)
        self.sent.append(command)
        self.wire = io.BytesIO(self.answers.pop(0) + tag + b" OK done\r\n")

    def shutdown(self):
        pass


def selected(*answers):
    server = Server(*answers)
    server.state = "SELECTED"
    return server


class UnaskedResponses(unittest.TestCase):
    """RFC 3501, section 7.4.2: when another client changes flags, a FETCH may come that nobody has asked for."""

    def test_the_listing_is_of_what_has_a_size(self):
        server = selected(
            b"* STATUS INBOX (MESSAGES 2)\r\n",
            b"* 1 FETCH (UID 5 RFC822.SIZE 10)\r\n"
            b"* 3 FETCH (FLAGS (\\Seen))\r\n"
            b"* 2 FETCH (UID 7 FLAGS (\\Seen))\r\n"
            b"* 2 FETCH (RFC822.SIZE 11 UID 7)\r\n",
        )
        self.assertEqual({5: 10, 7: 11}, copy_inbox.sizes(server))

    def test_flags_and_date_are_those_of_the_message(self):
        server = selected(
            b'* 3 FETCH (UID 17 FLAGS (\\Deleted) INTERNALDATE " 1-Jan-2001 00:00:00 +0000")\r\n'
            b"* 4 FETCH (FLAGS (\\Draft))\r\n"
            b'* 2 FETCH (INTERNALDATE "24-Nov-2026 10:00:00 +0000" BODY[] {3}\r\nabc UID 7 FLAGS (\\Seen \\Recent))\r\n'
            b"* 1 FETCH (FLAGS (\\Answered))\r\n"
        )
        self.assertEqual((b"abc", "\\Seen", '"24-Nov-2026 10:00:00 +0000"'), copy_inbox.fetch(server, 7))

    def test_a_message_that_has_vanished_is_no_other(self):
        server = selected(b"* 1 FETCH (UID 70 FLAGS (\\Seen))\r\n* 2 FETCH (FLAGS ())\r\n")
        self.assertIsNone(copy_inbox.fetch(server, 7))

    def test_another_message_makes_no_placeholder(self):
        header = b"BODY[HEADER.FIELDS (X-Maildrop-Placeholder)] {%d}\r\n%s"
        mark = copy_inbox.PLACEHOLDER_MESSAGE
        asked = b"* 1 FETCH (UID 7 " + header % (2, b"\r\n") + b")\r\n"
        other = b"* 2 FETCH (UID 70 " + header % (len(mark), mark) + b")\r\n"
        self.assertFalse(copy_inbox.is_placeholder(selected(other + asked), 7))
        self.assertTrue(copy_inbox.is_placeholder(selected(asked + other), 70))


class Logins(unittest.TestCase):
    def test_by_login_where_there_is_no_plain(self):
        server = Server(b"")
        copy_inbox.login(server, "bob", "secret")
        self.assertEqual(b'LOGIN bob "secret"\r\n', server.sent[-1])

    def test_what_login_cannot_take_is_told_and_not_sent(self):
        server = Server()
        with self.assertRaisesRegex(copy_inbox.Trouble, "^old offers no AUTH=PLAIN: it takes ASCII only"):
            copy_inbox.login(server, "bob", "gehe\u00efm")
        self.assertEqual(1, len(server.sent))


if __name__ == "__main__":
    unittest.main()
