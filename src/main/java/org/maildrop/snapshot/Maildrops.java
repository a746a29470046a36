/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Opens maildrops: listing, known sizes and the unique-ids' format put together. Safe for use by several threads. */
public final class Maildrops {
    private final MaildropStore store;
    private final Measure measure;
    private final SnapshotSettings settings;
    private final Clock clock;
    private final Wanted wanted;
    private final RememberedListings listings;
    private final MeasuredSizes measured = new MeasuredSizes();

    /**
     * @param clock    the one by which James dates what it receives
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public Maildrops(
            MaildropStore store, Measure measure, SnapshotSettings settings, Clock clock, LongSupplier nanoTime) {
        this.store = store;
        this.measure = measure;
        this.settings = settings;
        this.clock = clock;
        this.wanted =
                new Wanted(settings.hidden().needDates(), settings.uniqueIds().needsMessageIds());
        this.listings = new RememberedListings(settings.remembered(), wanted, nanoTime);
    }

    /** Opens the owner's maildrop, whole, or throws a {@link MaildropStoreException}. Blocks on the store. */
    public OpenedMaildrop open(Owner owner) {
        OpenMaildrop stored = store.open(owner);
        // What is remembered is all, and shared: hidden is only what this opening, at this time, does not see.
        Listing visible = settings.hidden().visible(listings.of(owner, stored), clock);
        Listing listing = measured.corrected(owner, visible);
        Maildrop maildrop = new Maildrop(listing, settings.uniqueIds());
        OpenedMaildrop opened = new OpenedMaildrop(owner, stored, maildrop, this);
        if (settings.sizes() == SizesSetting.EXACT) {
            measureUnknown(owner, listing, opened);
        }
        return opened;
    }

    /**
     * What a login of the owner would find, for an operator who looks on: nothing is made that is missing, nothing remembered
     * that was not, and no message is read. Throws a {@link MaildropStoreException}; blocks on the store.
     */
    public MaildropView view(Owner owner) {
        return store.find(owner)
                .map(stored -> view(owner, stored))
                .orElseGet(() -> new MaildropView(store.folder(), OptionalLong.empty(), 0, 0, uniqueIds(), false));
    }

    private MaildropView view(Owner owner, OpenMaildrop stored) {
        boolean remembered = listings.has(owner, stored);
        Listing all = remembered ? listings.of(owner, stored) : stored.list(wanted);
        Listing listing = measured.corrected(owner, settings.hidden().visible(all, clock));
        return new MaildropView(
                store.folder(),
                OptionalLong.of(listing.uidValidity()),
                listing.count(),
                listing.octets(),
                uniqueIds(),
                remembered);
    }

    private String uniqueIds() {
        return settings.uniqueIds().toString();
    }

    private void measureUnknown(Owner owner, Listing listing, OpenedMaildrop opened) {
        try {
            for (int index : measured.unmeasured(owner, listing)) {
                MessageOutcome.Message message = new MessageOutcome.Message(index + 1, listing.uids()[index]);
                Optional<StoredMessage> content = opened.fetch(message, Part.WHOLE);
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

    /** What has been remembered of listings, and what it was good for. */
    public Recalls recalls() {
        return listings.recalls();
    }

    Measure measure() {
        return measure;
    }

    MeasuredSizes measured() {
        return measured;
    }

    RememberedListings listings() {
        return listings;
    }
}
