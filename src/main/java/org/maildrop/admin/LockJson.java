/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.time.temporal.ChronoUnit;
import org.maildrop.lock.HeldLease;

/**
 * A lease as JSON: what each field is, openapi.yaml tells.
 *
 * @param since     ISO 8601, in UTC
 * @param idle      seconds
 * @param expiresIn seconds, by the clock of the engine that keeps the lease
 */
record LockJson(String owner, Holder holder, String since, long idle, long expiresIn, long token) {
    /** Which session has it. */
    record Holder(String node, String session, String address) {}

    static LockJson of(HeldLease lease) {
        return new LockJson(
                lease.key().owner().name(),
                new Holder(
                        lease.holder().node(),
                        lease.holder().session(),
                        lease.holder().remoteAddress()),
                lease.holder().since().truncatedTo(ChronoUnit.SECONDS).toString(),
                lease.idle().toSeconds(),
                lease.remaining().toSeconds(),
                lease.key().token().value());
    }
}
