/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.util.Locale;

/** Whose POP3 commands answer: in one James each of them has a port. */
public enum Chain {
    OURS,
    STOCK;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
