/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageRange;
import org.maildrop.snapshot.Details;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.Wanted;
import reactor.core.publisher.Flux;

/**
 * Lists a mailbox reactively: James's iterator turns an error in the middle into an early end, and asks a database anew
 * for every 200 messages. Uid and size are gathered side by side in one array, sorted by uid if the store did not.
 */
final class ReactiveListing {
    private static final int FIRST_ROOM = 64;

    private long[] uids = new long[FIRST_ROOM];
    private long[] sizes = new long[FIRST_ROOM];
    private int count;
    private boolean ascending = true;
    private final ReactiveDetails details;

    private ReactiveListing(Wanted wanted) {
        this.details = ReactiveDetails.of(wanted);
    }

    static Listing of(
            MessageRange range, MessageManager mailbox, MailboxSession session, long uidValidity, Wanted wanted)
            throws MailboxException {
        return await(Flux.from(mailbox.getMessagesReactive(range, FetchGroup.MINIMAL, session))
                        .filter(message -> range.includes(message.getUid()))
                        .collect(() -> new ReactiveListing(wanted), (all, message) -> {
                            all.add(message.getUid().asLong(), message.getSize());
                            all.details.add(message);
                        })
                        .toFuture())
                .listing(uidValidity);
    }

    /** Waits without reactor's own blocking, which James 3.9 forbids on some of its threads. */
    static <T> T await(CompletableFuture<T> listed) throws MailboxException {
        try {
            return listed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException("interrupted while listing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MaildropStoreException ours) {
                throw ours;
            }
            throw new MailboxException("the listing failed", e);
        }
    }

    private void add(long uid, long size) {
        if (count == uids.length) {
            uids = Arrays.copyOf(uids, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        ascending &= count == 0 || uids[count - 1] < uid;
        uids[count] = uid;
        sizes[count++] = size;
    }

    private Listing listing(long uidValidity) {
        long[] allUids = Arrays.copyOf(uids, count);
        long[] allSizes = Arrays.copyOf(sizes, count);
        return ascending
                ? new Listing(uidValidity, allUids, allSizes, details.details())
                : sorted(uidValidity, allUids, allSizes, details.details());
    }

    private static Listing sorted(long uidValidity, long[] uids, long[] sizes, Details details) {
        Integer[] order = new Integer[uids.length];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, (one, other) -> Long.compare(uids[one], uids[other]));
        long[] sortedUids = new long[uids.length];
        long[] sortedSizes = new long[uids.length];
        for (int index = 0; index < order.length; index++) {
            sortedUids[index] = uids[order[index]];
            sortedSizes[index] = sizes[order[index]];
        }
        int[] indices = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        return new Listing(uidValidity, sortedUids, sortedSizes, details.at(indices));
    }
}
