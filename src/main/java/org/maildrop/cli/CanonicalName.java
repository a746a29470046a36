/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** The canonical form of a user's name, as James's Username makes it: that is not at hand here. */
final class CanonicalName {
    private static final int LONGEST = 255;
    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{Nd}](?:[\\p{L}\\p{Nd}_-]{0,61}[\\p{L}\\p{Nd}])?");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:[.](?!$)|$)){4}");

    private CanonicalName() {}

    /**
     * @throws IllegalArgumentException if it can be nobody's; the text says why
     */
    static String of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("it is blank");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
        }
        int at = name.indexOf('@');
        if (at < 0) {
            return name.toLowerCase(Locale.US);
        }
        if (at == 0) {
            throw new IllegalArgumentException("before @ is nothing");
        }
        return name.substring(0, at).toLowerCase(Locale.US) + "@" + domain(name.substring(at + 1));
    }

    private static String domain(String domain) {
        boolean bracketed = domain.startsWith("[") && domain.endsWith("]");
        String bare = bracketed ? domain.substring(1, domain.length() - 1) : domain;
        String[] labels = bare.split("[.]", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("behind @ is no domain");
            }
        }
        char last = labels[labels.length - 1].charAt(0);
        if (domain.length() > LONGEST_DOMAIN
                || (last >= '0' && last <= '9' && !ADDRESS.matcher(bare).matches())) {
            throw new IllegalArgumentException("behind @ is no domain");
        }
        return bare.toLowerCase(Locale.US);
    }
}
