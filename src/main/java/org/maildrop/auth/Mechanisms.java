/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.List;
import java.util.Optional;

/**
 * The mechanisms that are switched on.
 *
 * @param all in the order in which clients are told of them
 */
public record Mechanisms(List<SaslMechanism> all) {
    public Mechanisms {
        all = List.copyOf(all);
    }

    /** Those that work now, over this connection. {@code cleartext}: whether a password may be sent as it is. */
    public List<String> names(boolean cleartext, Transport transport) {
        return all.stream()
                .filter(mechanism -> cleartext || !mechanism.cleartext())
                .filter(mechanism -> mechanism.worksOn(transport))
                .map(SaslMechanism::name)
                .toList();
    }

    /** By its name, in any case, if it works over this connection. */
    public Optional<SaslMechanism> named(String name, Transport transport) {
        return all.stream()
                .filter(mechanism -> mechanism.name().equalsIgnoreCase(name))
                .filter(mechanism -> mechanism.worksOn(transport))
                .findFirst();
    }
}
