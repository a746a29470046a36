/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import net.jqwik.api.Assume;

/** What tests with random secrets leave out. */
final class Secrets {
    private Secrets() {}

    /** What cannot be a secret, and what is no text: half of a surrogate pair. */
    static void assumeValid(String secret) {
        Assume.that(secret.codePoints().noneMatch(point -> Character.isISOControl(point) || isHalf(point)));
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
