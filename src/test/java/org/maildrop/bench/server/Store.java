/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.util.Locale;
import org.maildrop.server.Flavour;

/** Where the measured James has its mail. */
public enum Store {
    MEMORY(Flavour.MEMORY),
    POSTGRESQL(Flavour.JPA);

    private final Flavour flavour;

    Store(Flavour flavour) {
        this.flavour = flavour;
    }

    Flavour flavour() {
        return flavour;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
