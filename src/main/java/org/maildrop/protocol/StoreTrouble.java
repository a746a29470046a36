/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import org.maildrop.snapshot.MaildropStoreException;

/** Trouble of the mailbox store, as a client hears of it: what did not work, and whether it is worth another try. */
final class StoreTrouble {
    private StoreTrouble() {}

    static Reply reply(MaildropStoreException cause, Phrase text) {
        return cause.kind() == MaildropStoreException.Kind.TEMPORARY
                ? Reply.failed(ResponseCode.SYS_TEMP, Wording.TRY_AGAIN_LATER.of(text))
                : Reply.failed(ResponseCode.SYS_PERM, text);
    }
}
