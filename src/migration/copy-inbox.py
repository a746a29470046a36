#!/usr/bin/env python3
#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
# compliance with the License. A copy of it is in the file LICENSE at the top of this project.
#
# SPDX-License-Identifier: Apache-2.0
"""Copies an INBOX from one IMAP server to another and keeps the uids, on which POP3's unique-ids rest.

A server gives each new message the next uid. So where the old INBOX has a gap, placeholders are appended and removed
again. What the other server answers is believed, not hoped for: each message's uid is read from APPENDUID (RFC 4315), and
one that is not the old one ends the copy. Run again, it goes on where it was. See src/doc/migrating.md.

    FROM_PASSWORD=... TO_PASSWORD=... copy-inbox.py --from old.example.org --to james.example.org --user bob@example.org

Nothing may be delivered to the new INBOX meanwhile. Exit status: 0 copied whole, 1 not, 2 wrong usage.
"""
import argparse
import imaplib
import ipaddress
import os
import re
import socket
import ssl
import sys

PLACEHOLDER = "X-Maildrop-Placeholder"
PLACEHOLDER_MESSAGE = (PLACEHOLDER + ": to be removed\r\n\r\n").encode()
BATCH = 500

# append() sends each bare CR or LF that this finds as CRLF: it is to find none, the octets are the message's.
imaplib.MapCRLF = re.compile(rb"(?!)")


class Trouble(Exception):
    """What keeps an INBOX from being copied, told to whoever runs this."""


def connect(place, user, password):
    """Logs in, under TLS: implicit on port 993, else by STARTTLS. To this machine itself any certificate will do, or none."""
    host, _, port = place.rpartition(":") if re.search(r":\d+$", place) else (place, "", "993")
    host = host.strip("[]")
    here = ipaddress.ip_address(socket.getaddrinfo(host, int(port))[0][4][0]).is_loopback
    trust = ssl.create_default_context()
    if here:
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    if port == "993":
        server = imaplib.IMAP4_SSL(host, int(port), ssl_context=trust)
    else:
        server = imaplib.IMAP4(host, int(port))
        if "STARTTLS" in server.capabilities:
            server.starttls(trust)
        elif not here:
            raise Trouble(f"{place} offers no TLS: a password is not sent to it")
    login(server, user, password)
    return server


def login(server, user, password):
    """By PLAIN (RFC 4616), which takes UTF-8, where it is offered: maybe under TLS only. LOGIN takes ASCII only."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    elif (user + password).isascii():
        server.login(user, password)
    else:
        raise Trouble(f"{server.host} offers no AUTH=PLAIN: it takes ASCII only, in names and passwords")


def answer(server, what, done):
    """What a command gave, if it went well."""
    status, data = done
    if status != "OK":
        raise Trouble(f"{what}: {status} {data} ({server.host})")
    return data


def number(server, item):
    data = answer(server, "STATUS", server.status("INBOX", f"({item})"))
    return int(re.search(rb"%s (\d+)" % item.encode(), data[0]).group(1))


def sizes(server):
    """What is there, by uid. Not by SEARCH: James answers that from an index, which comes a moment later."""
    if number(server, "MESSAGES") == 0:
        return {}
    data = answer(server, "UID FETCH", server.uid("FETCH", "1:*", "(UID RFC822.SIZE)"))
    lines = [line for line in data if line and b"RFC822.SIZE" in line]
    return {int(re.search(rb"UID (\d+)", line).group(1)): int(re.search(rb"SIZE (\d+)", line).group(1)) for line in lines}


def told_of(server, uid, items):
    """What a server tells of one message: the text and its literals; None if it has vanished.

    A server may send, unasked, what has changed in others (RFC 3501, section 7.4.2), or in this one.
    """
    data = answer(server, "UID FETCH", server.uid("FETCH", str(uid), items))
    text, literals = b"", []
    for piece in data:
        if isinstance(piece, tuple):
            text += piece[0]
            literals.append(piece[1])
        elif piece:
            text += piece
            if literals and re.search(rb"[( ]UID %d[ )]" % uid, text):
                return text, literals
            text, literals = b"", []
    return None


def fetch(server, uid):
    """The octets, flags and internal date of a message, or None if it has vanished."""
    told = told_of(server, uid, "(FLAGS INTERNALDATE BODY.PEEK[])")
    if told is None:
        return None
    text, literals = told
    flags = re.search(rb"FLAGS \(([^)]*)\)", text).group(1).decode().split()
    kept = " ".join(flag for flag in flags if flag.lower() != "\\recent")
    date = re.search(rb'INTERNALDATE ("[^"]*")', text).group(1).decode()
    return literals[0], kept, date


def append(server, octets, flags, date):
    """Appends, and returns the new uid."""
    server.untagged_responses.pop("APPENDUID", None)
    answer(server, "APPEND", server.append("INBOX", f"({flags})" if flags else None, date, octets))
    told = server.response("APPENDUID")[1]
    if not told or not told[0]:
        raise Trouble(f"{server.host} does not say which uid it gave (UIDPLUS)")
    return int(told[0].split()[1])


def remove(server, doomed):
    """Removes messages by uid, and no others that are marked."""
    for first in range(0, len(doomed), BATCH):
        batch = ",".join(str(uid) for uid in doomed[first : first + BATCH])
        answer(server, "UID STORE", server.uid("STORE", batch, "+FLAGS.SILENT", "(\\Deleted)"))
        answer(server, "UID EXPUNGE", server.uid("EXPUNGE", batch))


def is_placeholder(server, uid):
    told = told_of(server, uid, f"(BODY.PEEK[HEADER.FIELDS ({PLACEHOLDER})])")
    return told is not None and PLACEHOLDER.encode() in told[1][0]


def clean(server, old):
    """Takes out the placeholders that a broken copy has left, and nothing else; what is there beside them, by uid."""
    there = sizes(server)
    left = [uid for uid in there if uid not in old and is_placeholder(server, uid)]
    remove(server, left)
    return {uid: size for uid, size in there.items() if uid not in left}


def compare(old, there, next_uid):
    """Whether what is there is of this copy: by uid, and by size."""
    other = [uid for uid in old if uid in there and there[uid] != old[uid]]
    late = [uid for uid in old if uid not in there and uid < next_uid]
    if other or late:
        uid = min(other + late)
        raise Trouble(f"the uid {uid} is another message's in the new INBOX: destroy that INBOX, and begin anew")
    return len([uid for uid in there if uid not in old])


def members(uid_set):
    """The uids of a set such as 3:5,9 in ascending order."""
    ranges = [part.split(":") for part in uid_set.split(",")]
    return sorted(uid for part in ranges for uid in range(int(part[0]), int(part[-1]) + 1))


class Gap:
    """Fills the space between two uids: one placeholder is appended, copies of it use up the uids and are removed again."""

    def __init__(self, server):
        self.server = server
        self.kept = []

    def fill(self, next_uid, until):
        while next_uid < until:
            if self.kept:
                used = self.copies(min(until - next_uid, len(self.kept)))
            else:
                used = [append(self.server, PLACEHOLDER_MESSAGE, "", None)]
            self.check(used, list(range(next_uid, next_uid + len(used))))
            next_uid += len(used)
            if len(self.kept) + len(used) <= BATCH:
                self.kept += used
            else:
                remove(self.server, used)
        return next_uid

    def copies(self, count):
        self.server.untagged_responses.pop("COPYUID", None)
        sources = ",".join(str(uid) for uid in self.kept[:count])
        answer(self.server, "UID COPY", self.server.uid("COPY", sources, "INBOX"))
        told = self.server.response("COPYUID")[1]
        if not told or not told[0]:
            raise Trouble(f"{self.server.host} does not say which uids it gave (UIDPLUS)")
        return members(told[0].split()[2].decode())

    def empty(self):
        remove(self.server, self.kept)
        self.kept = []

    @staticmethod
    def check(given, expected):
        if given != expected:
            raise Trouble(f"a message was given the uid {given[0]} instead of {expected[0]}: is mail being delivered?")


def copy(old, new, say):
    # Ahead of the listing: what comes later is not in it, and its uids are for the next run.
    until = number(old, "UIDNEXT")
    answer(old, "SELECT", old.select("INBOX", readonly=True))
    answer(new, "SELECT", new.select("INBOX"))
    wanted = sizes(old)
    there = clean(new, wanted)
    next_uid = number(new, "UIDNEXT")
    strangers = compare(wanted, there, next_uid)
    gap = Gap(new)
    copied = 0
    try:
        for uid in sorted(wanted):
            message = None if uid in there else fetch(old, uid)
            if message is None:
                continue
            next_uid = gap.fill(next_uid, uid)
            gap.check([append(new, *message)], [uid])
            next_uid += 1
            copied += 1
        # The next mail to come must not be given the uid of one that the old server has removed.
        gap.fill(next_uid, until)
    finally:
        gap.empty()
    say(f"{copied} copied, {len(there) - strangers} were there; old uidvalidity {number(old, 'UIDVALIDITY')}")
    if strangers:
        say(f"{strangers} are in the new INBOX only: removed from the old one meanwhile, or delivered to the new one")
    now = sizes(old)
    missing = len([uid for uid, size in sizes(new).items() if now.get(uid, size) != size]) + len(now.keys() - sizes(new))
    if missing:
        raise Trouble(f"{missing} messages are missing or differ: have they come meanwhile? Run this again")


def main():
    usage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usage.add_argument("--from", dest="old", required=True, metavar="HOST[:PORT]")
    usage.add_argument("--to", dest="new", required=True, metavar="HOST[:PORT]")
    usage.add_argument("--user", required=True, help="on both servers, or on the old one")
    usage.add_argument("--to-user", help="on the new one, if it is another there")
    chosen = usage.parse_args()
    passwords = [os.environ.get(name) for name in ("FROM_PASSWORD", "TO_PASSWORD")]
    if None in passwords:
        usage.error("the passwords are taken from the environment: FROM_PASSWORD and TO_PASSWORD")
    try:
        old = connect(chosen.old, chosen.user, passwords[0])
        new = connect(chosen.new, chosen.to_user or chosen.user, passwords[1])
        copy(old, new, lambda text: print(f"{chosen.user}: {text}"))
        old.logout()
        new.logout()
    except (Trouble, OSError, ValueError, imaplib.IMAP4.error) as trouble:
        print(f"{chosen.user}: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
