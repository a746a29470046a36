/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.PartialRenewalException;

/** What is known of a batch so far. Thread-safe. */
final class Renewed {
    private final Set<LeaseKey> renewed = ConcurrentHashMap.newKeySet();
    private final Set<LeaseKey> lost = ConcurrentHashMap.newKeySet();

    void add(LeaseKey key, boolean isRenewed) {
        (isRenewed ? renewed : lost).add(key);
    }

    /** Those that are lost. After trouble throws: what is known, or the trouble if nothing is. */
    Set<LeaseKey> lostUnless(Optional<LeaseStoreException> trouble) {
        if (trouble.isEmpty()) {
            return Set.copyOf(lost);
        }
        LeaseStoreException cause = trouble.get();
        throw renewed.isEmpty() && lost.isEmpty() ? cause : new PartialRenewalException(renewed, lost, cause);
    }
}
