/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.security.cert.Certificate;
import java.util.List;

/** What the connection itself tells of the client. */
public interface Transport {
    /** A connection that tells nothing. */
    Transport PLAIN = new Transport() {
        @Override
        public boolean tls() {
            return false;
        }

        @Override
        public List<Certificate> clientCertificates() {
            return List.of();
        }
    };

    boolean tls();

    /** The chain that the client has proven to own and that TLS has verified, the client's own first; empty without one. */
    List<Certificate> clientCertificates();
}
