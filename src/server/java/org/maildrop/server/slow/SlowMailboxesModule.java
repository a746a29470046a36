/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.store.StoreMailboxManager;

/** Puts the gate before the mailboxes of everybody who asks James for them, Maildrop among them. */
final class SlowMailboxesModule extends AbstractModule {
    private final Gate gate;

    SlowMailboxesModule(Gate gate) {
        this.gate = gate;
    }

    @Provides
    @Singleton
    MailboxManager mailboxes(StoreMailboxManager real) {
        return SlowMailboxes.behind(gate, MailboxManager.class, real);
    }
}
