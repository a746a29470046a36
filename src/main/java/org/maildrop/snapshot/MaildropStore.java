/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** Port: where the maildrops are kept. Every operation may block; trouble is a {@link MaildropStoreException}. */
public interface MaildropStore {
    /**
     * Opens the maildrop and lists it. It is made when it is missing. Either the listing is whole, or this throws: a
     * short or empty listing is never given in place of an error (RFC 1725, section 4: "the maildrop cannot be parsed").
     */
    OpenMaildrop open(Owner owner);
}
