/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import org.apache.james.mailbox.model.MessageId;
import org.maildrop.config.SettingsException;

/** James's own names of messages: not every kind of mailbox has them. */
final class MessageIds {
    private MessageIds() {}

    /** Refuses to start where there are none, rather than each login. */
    static void needed(MessageId.Factory ids) {
        Opening.of("unique-ids", () -> {
            if (!ids.generate().isSerializable()) {
                throw new SettingsException("%m does not work with the mailboxes of this James, which have no message"
                        + " ids; expected is a template of %u and %v");
            }
            return ids;
        });
    }
}
