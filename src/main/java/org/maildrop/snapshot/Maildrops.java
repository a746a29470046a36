/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;
import java.util.Optional;

/** Opens maildrops: listing, known sizes and the unique-ids' format put together. Safe for use by several threads. */
public final class Maildrops {
    private final MaildropStore store;
    private final Measure measure;
    private final SizesSetting sizes;
    private final UniqueIdFormat uniqueIds;
    private final MeasuredSizes measured = new MeasuredSizes();

    public Maildrops(MaildropStore store, Measure measure, SizesSetting sizes, UniqueIdFormat uniqueIds) {
        this.store = store;
        this.measure = measure;
        this.sizes = sizes;
        this.uniqueIds = uniqueIds;
    }

    /** Opens the owner's maildrop, whole, or throws a {@link MaildropStoreException}. Blocks on the store. */
    public OpenedMaildrop open(Owner owner) {
        OpenMaildrop stored = store.open(owner);
        Listing listing = stored.listing();
        measured.correct(owner, listing);
        Maildrop maildrop = new Maildrop(listing, uniqueIds);
        OpenedMaildrop opened = new OpenedMaildrop(owner, stored, maildrop, measured, measure);
        if (sizes == SizesSetting.EXACT) {
            measureUnknown(owner, listing, opened);
        }
        return opened;
    }

    private void measureUnknown(Owner owner, Listing listing, OpenedMaildrop opened) {
        try {
            for (int index : measured.unmeasured(owner, listing)) {
                MessageOutcome.Message message = new MessageOutcome.Message(index + 1, listing.uids()[index]);
                Optional<StoredMessage> content = opened.fetch(message);
                if (content.isPresent()) {
                    opened.measure(message, content.get());
                }
            }
        } catch (IOException e) {
            throw new MaildropStoreException(
                    MaildropStoreException.Kind.TEMPORARY, "cannot measure the messages of " + owner, e);
        }
        measured.measuredAll(owner, listing);
    }
}
