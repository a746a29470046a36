#!/usr/bin/env python3
#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
# compliance with the License. A copy of it is in the file LICENSE at the top of this project.
#
# SPDX-License-Identifier: Apache-2.0
"""Gives Courier's IMAP the uids and the uidvalidity of Courier's POP3, so that copy-inbox.py finds and keeps them.

Courier counts twice: its POP3 in courierpop3dsizelist, on which its unique-ids rest, its IMAP in courierimapuiddb, and the
numbers differ. This writes the second file from the first and keeps the old one as courierimapuiddb.before. Courier has to
be stopped, or the Maildir a copy; log in by POP3 once before that, so that the newest mail has been counted too.

    courier-uids.py /home/bob/Maildir...

Exit status: 0 all were written, 1 not. Nothing is written for a Maildir in which a unique-id cannot be kept.
"""
import os
import sys

LIST = "courierpop3dsizelist"
UIDS = "courierimapuiddb"


class Trouble(Exception):
    """Why the uids of a Maildir are left as they were."""


def read(lines):
    """The next uid, the uidvalidity, and the files' names by uid."""
    head = lines[0].split() if lines else []
    if len(head) != 3 or head[0] != "/3":
        raise Trouble(f"{LIST} is of another version than 3: log in by POP3 once, and look at what UIDL says")
    next_uid, validity = int(head[1]), int(head[2])
    names = {}
    for line in lines[1:]:
        name, _, numbers = line.rsplit(" ", 2)
        uid, of = (int(number) for number in numbers.split(":")[:2])
        if of != validity:
            raise Trouble(f"{name} has a unique-id that is not made of a uid and the uidvalidity {validity}")
        names[uid] = name.rsplit("/", 1)[-1].split(":", 1)[0]
    return next_uid, validity, names


def write(maildir):
    """Answers how many messages there are."""
    with open(os.path.join(maildir, LIST), encoding="utf-8", errors="surrogateescape") as file:
        next_uid, validity, names = read(file.read().splitlines())
    path = os.path.join(maildir, UIDS)
    with open(path + ".new", "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"1 {validity} {next_uid}\n")
        file.writelines(f"{uid} {names[uid]}\n" for uid in sorted(names))
    owner = os.stat(maildir)
    os.chown(path + ".new", owner.st_uid, owner.st_gid)
    if os.path.exists(path) and not os.path.exists(path + ".before"):
        os.rename(path, path + ".before")
    os.rename(path + ".new", path)
    return len(names)


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 1
    left = 0
    for maildir in sys.argv[1:]:
        try:
            print(f"{maildir}: {write(maildir)} messages")
        except (Trouble, OSError, ValueError) as trouble:
            print(f"{maildir}: left as it was: {trouble}", file=sys.stderr)
            left = 1
    return left


if __name__ == "__main__":
    sys.exit(main())
