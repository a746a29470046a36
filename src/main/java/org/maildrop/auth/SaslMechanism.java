/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** A way to prove who one is (RFC 4422), offered by AUTH (RFC 5034). Immutable; each AUTH begins an exchange of its own. */
public interface SaslMechanism {
    /** Its registered name, in capitals. */
    String name();

    /** Whether whoever reads along learns the password, so that it needs TLS as USER and PASS do. */
    boolean cleartext();

    /** Whether it can be used by a client at the other end of this connection; it is not offered elsewhere. */
    default boolean worksOn(Transport transport) {
        return true;
    }

    /** A client's attempt at it over this connection. */
    SaslExchange begin(Transport transport);
}
