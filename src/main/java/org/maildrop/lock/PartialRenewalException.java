/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.util.Set;

/** Of a batch the engine has answered for some leases only; of the others nothing is known. */
public final class PartialRenewalException extends LeaseStoreException {
    private static final long serialVersionUID = 1;

    private final transient Set<LeaseKey> renewed;
    private final transient Set<LeaseKey> lost;

    /**
     * @param renewed those that last one term from now
     * @param lost those that are no longer valid
     * @param cause why the others have no answer
     */
    public PartialRenewalException(Set<LeaseKey> renewed, Set<LeaseKey> lost, Throwable cause) {
        super(
                "of a batch of leases " + renewed.size() + " were renewed, " + lost.size()
                        + " are lost, and of the others nothing is known: " + cause.getMessage(),
                cause);
        this.renewed = Set.copyOf(renewed);
        this.lost = Set.copyOf(lost);
    }

    Set<LeaseKey> renewed() {
        return renewed;
    }

    Set<LeaseKey> lost() {
        return lost;
    }
}
