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
