/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Optional;

/** Port: where the maildrops are kept. Every operation may block; trouble is a {@link MaildropStoreException}. */
public interface MaildropStore {
    /** Finds the maildrop. It is made when it is missing. */
    OpenMaildrop open(Owner owner);

    /** Finds the maildrop, or nothing when it is missing: it is not made. */
    Optional<OpenMaildrop> find(Owner owner);

    /** Which of a user's mailboxes is the maildrop. */
    String folder();
}
