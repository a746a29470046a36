/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as they are written in conf/maildrop.xml: 30d. They have their unit, so that nobody takes them for something else. */
final class Days {
    /** In words. */
    static final String EXPECTED = "a number of days from 1d to 9999d";

    private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,3}) ?d");

    private Days() {}

    static int parse(String text) {
        Matcher days = WRITTEN.matcher(text);
        if (!days.matches()) {
            throw new IllegalArgumentException("not a number of days");
        }
        return Integer.parseInt(days.group(1));
    }
}
