/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.cassandra;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import org.maildrop.server.parts.Composition;

/** Starts the Cassandra flavour in the folder that the system property {@code working.directory} names. */
public final class CassandraServer {
    private static final Module STORAGE = Modules.combine(
            new SessionModule(),
            new BlobModule(),
            new DataModule(),
            new MailboxStorageModule(),
            new QuotaModule(),
            new SieveModule());

    private CassandraServer() {}

    public static void main(String[] args) throws Exception {
        Composition.start(STORAGE, args);
    }
}
