/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A store in memory for tests, which counts what is read and fails where it is told to. Safe for several threads. */
public final class MemoryMaildropStore implements MaildropStore {
    private final ConcurrentMap<Owner, NavigableMap<Long, byte[]>> maildrops = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Instant> dates = new ConcurrentHashMap<>();
    private final AtomicLong nextUid = new AtomicLong(1);
    private final AtomicInteger reads = new AtomicInteger();
    private final Set<Long> stubborn = ConcurrentHashMap.newKeySet();
    private volatile Point point = what -> {};
    private volatile Content content = (uid, octets) -> new ByteArrayInputStream(octets);

    /** A place at which a test may look on, fail or wait. */
    public interface Point {
        void at(String what);
    }

    /** How a message's octets are read. */
    public interface Content {
        InputStream open(long uid, byte[] octets) throws IOException;
    }

    /** Puts a message into a maildrop; ISO 8859-1, so that a char is an octet. Its uid is returned. */
    public long add(String owner, String message) {
        return add(owner, message.getBytes(StandardCharsets.ISO_8859_1));
    }

    public long add(String owner, byte[] message) {
        long uid = nextUid.getAndIncrement();
        messages(new Owner(owner)).put(uid, message);
        return uid;
    }

    /** A message that was received then; all others have come just now, whenever that is. */
    public long add(String owner, String message, Instant received) {
        long uid = add(owner, message);
        dates.put(uid, received);
        return uid;
    }

    /** Another program removes a message. */
    public void expunge(String owner, long uid) {
        messages(new Owner(owner)).remove(uid);
    }

    /** A delivery that has its uid already and is not seen yet; its octets are returned. */
    public byte[] hide(String owner, long uid) {
        return messages(new Owner(owner)).remove(uid);
    }

    /** It is seen now. */
    public void show(String owner, long uid, byte[] message) {
        messages(new Owner(owner)).put(uid, message);
    }

    /** The uids that are there. */
    public Set<Long> uids(String owner) {
        return Set.copyOf(messages(new Owner(owner)).keySet());
    }

    /** How many contents have been opened so far. */
    public int reads() {
        return reads.get();
    }

    /** The message cannot be removed from now on. */
    public void refuseToRemove(long uid) {
        stubborn.add(uid);
    }

    /** Called at the beginning of each {@code open}, {@code fetch}, {@code dates} and {@code remove}, by that name. */
    public void at(Point happening) {
        point = happening;
    }

    public void contents(Content reading) {
        content = reading;
    }

    public static MaildropStoreException trouble(MaildropStoreException.Kind kind) {
        return new MaildropStoreException(kind, "the disk is on fire", new IOException("fire"));
    }

    private NavigableMap<Long, byte[]> messages(Owner owner) {
        return maildrops.computeIfAbsent(owner, same -> new ConcurrentSkipListMap<>());
    }

    @Override
    public OpenMaildrop open(Owner owner) {
        point.at("open");
        NavigableMap<Long, byte[]> stored = messages(owner);
        Map<Long, byte[]> now = new TreeMap<>(stored);
        Listing listing = new Listing(
                1,
                now.keySet().stream().mapToLong(Long::longValue).toArray(),
                now.values().stream().mapToLong(octets -> octets.length).toArray());
        return new Opened(stored, listing);
    }

    private final class Opened implements OpenMaildrop {
        private final NavigableMap<Long, byte[]> stored;
        private final Listing listing;

        Opened(NavigableMap<Long, byte[]> stored, Listing listing) {
            this.stored = stored;
            this.listing = listing;
        }

        @Override
        public Listing listing() {
            return listing;
        }

        @Override
        public Optional<StoredMessage> fetch(long uid) {
            point.at("fetch");
            return Optional.ofNullable(stored.get(uid)).map(octets -> () -> {
                reads.incrementAndGet();
                return content.open(uid, octets);
            });
        }

        @Override
        public long[] receivedBefore(Instant moment, long[] uids) {
            point.at("dates");
            return Arrays.stream(uids)
                    .filter(stored::containsKey)
                    .filter(uid -> dates.getOrDefault(uid, Instant.MAX).isBefore(moment))
                    .toArray();
        }

        @Override
        public Removal remove(long[] uids) {
            point.at("remove");
            Set<Long> left = new HashSet<>();
            for (long uid : uids) {
                if (stubborn.contains(uid)) {
                    left.add(uid);
                } else {
                    stored.remove(uid);
                }
            }
            return new Removal(uids.length - left.size(), left.size());
        }
    }
}
