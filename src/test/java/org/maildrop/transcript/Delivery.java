/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where mail arrives, and how many days ago it did. */
record Delivery(int daysAgo, String folder) {
    static final Delivery USUAL = new Delivery(0, "INBOX");

    private static final Pattern NOTATION = Pattern.compile("(?:([1-9]\\d*)d)? ?(?:in (\\S+))?");

    /** What stands behind the user's name. */
    static Delivery parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected MAIL user, and perhaps an age such as 31d, and in FOLDER");
        }
        return new Delivery(
                matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)),
                matcher.group(2) == null ? "INBOX" : matcher.group(2));
    }
}
