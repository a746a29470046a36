/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in conf/maildrop.xml: 90s, 10m, 1h. */
final class Durations {
    /** In words. */
    static final String EXPECTED = "a number and its unit: s, m or h";

    /** More than anybody means: a slip of the keyboard, or a unit taken for another. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}) ?([smh])");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        long number = Long.parseLong(matcher.group(1));
        if (number == 0) {
            throw new IllegalArgumentException("not a duration greater than nothing");
        }
        Duration duration = of(number, matcher.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longer than a day");
        }
        return duration;
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException("not a unit");
        };
    }
}
