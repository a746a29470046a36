/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import java.util.Optional;

/**
 * SASLprep (RFC 4013): names and passwords in a form in which it does not matter how they were typed. Of an umlaut in two
 * code points it makes one, of every space the one of ASCII. Printable ASCII stays as it is.
 */
final class Preparation {
    private static final Profile SASLPREP = new SASLprep();

    private Preparation() {}

    /** What a client has sent, as a query (RFC 3454, section 7); nothing if it holds what is in no name and no password. */
    static Optional<String> of(String given) {
        try {
            return Optional.of(SASLPREP.prepareQuery(given)).filter(prepared -> !prepared.isEmpty());
        } catch (IllegalArgumentException | IndexOutOfBoundsException unfit) {
            // The second where nothing is left of it. Both without their texts, which quote it.
            return Optional.empty();
        }
    }
}
