/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * A mailbox of a user's: names with dots between them, such as {@code INBOX.Archive}. The user's own, whoever it is.
 *
 * @param name as IMAP's clients see it where the delimiter is a dot; INBOX in any case is INBOX (RFC 3501, section 5.1)
 */
public record FolderName(String name) {
    /** What it has to be, in words. */
    public static final String EXPECTED =
            "the name of a mailbox: one or more names with dots between them, none of them"
                    + " blank, no % and no *, not beginning with #, at most 200 characters";

    public static final FolderName INBOX = new FolderName("INBOX");

    /** James's bound. */
    private static final int LONGEST = 200;

    public FolderName {
        if (!isAcceptable(name)) {
            throw new IllegalArgumentException("expected is " + EXPECTED);
        }
        name = name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    private static boolean isAcceptable(String name) {
        for (String part : name.split("\\.", -1)) {
            if (part.isBlank()) {
                return false;
            }
        }
        return name.length() <= LONGEST
                && !name.startsWith("#")
                && name.chars().noneMatch(one -> one == '%' || one == '*' || Character.isISOControl(one));
    }

    @Override
    public String toString() {
        return name;
    }
}
