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
import java.util.HashMap;
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
    private final Set<Long> seen = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Owner, Long> incarnations = new ConcurrentHashMap<>();
    private volatile boolean counting = true;
    private volatile boolean readingAhead;
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

    /** The mailbox is destroyed; another is made in its place. */
    public void destroy(String owner) {
        maildrops.remove(new Owner(owner));
        incarnations.merge(new Owner(owner), 2L, (uidValidity, one) -> uidValidity + 1);
    }

    /** A backup was put back: uids are given again from there on. */
    public void giveAgainFrom(long uid) {
        nextUid.set(uid);
    }

    /** It reads into memory what is asked for ahead, from now on; before, each message has to be fetched by itself. */
    public void readAhead() {
        readingAhead = true;
    }

    /** It only estimates how many messages there are, from now on. */
    public void estimate() {
        counting = false;
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

    /** The uids that were to be marked as seen, in all maildrops, though they had vanished. */
    public Set<Long> seen() {
        return Set.copyOf(seen);
    }

    /** How many contents have been opened so far. */
    public int reads() {
        return reads.get();
    }

    /** The message cannot be removed from now on. */
    public void refuseToRemove(long uid) {
        stubborn.add(uid);
    }

    /** Called at the beginning of each {@code open}, {@code list}, {@code list from <uid>}, {@code count}, {@code read
     * <uid> to <uid>}, {@code fetch},
     * {@code dates}, {@code seen} and {@code remove}, by that name. */
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
        return new Opened(messages(owner), incarnations.getOrDefault(owner, 1L));
    }

    @Override
    public Optional<OpenMaildrop> find(Owner owner) {
        return maildrops.containsKey(owner) ? Optional.of(open(owner)) : Optional.empty();
    }

    @Override
    public String folder() {
        return "INBOX";
    }

    private final class Opened implements OpenMaildrop {
        private final NavigableMap<Long, byte[]> stored;
        private final long uidValidity;

        Opened(NavigableMap<Long, byte[]> stored, long uidValidity) {
            this.stored = stored;
            this.uidValidity = uidValidity;
        }

        @Override
        public String mailbox() {
            return "INBOX";
        }

        @Override
        public long uidValidity() {
            return uidValidity;
        }

        @Override
        public Listing list(Wanted wanted) {
            point.at("list");
            return listing(stored, wanted);
        }

        @Override
        public Listing listFrom(long uid, Wanted wanted) {
            point.at("list from " + uid);
            return listing(stored.tailMap(uid), wanted);
        }

        private Listing listing(Map<Long, byte[]> messages, Wanted wanted) {
            Map<Long, byte[]> now = new TreeMap<>(messages);
            return new Listing(
                    uidValidity,
                    now.keySet().stream().mapToLong(Long::longValue).toArray(),
                    now.values().stream().mapToLong(octets -> octets.length).toArray(),
                    details(now.keySet(), wanted));
        }

        private Details details(Set<Long> uids, Wanted wanted) {
            long[] received = uids.stream()
                    .filter(uid -> wanted.dates())
                    .mapToLong(uid -> dates.containsKey(uid) ? dates.get(uid).toEpochMilli() : Long.MAX_VALUE)
                    .toArray();
            byte[][] messageIds = uids.stream()
                    .filter(uid -> wanted.messageIds())
                    .map(uid -> Long.toHexString(-uid).getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);
            return new Details(received, messageIds);
        }

        @Override
        public boolean countsExactly() {
            return counting;
        }

        @Override
        public Counters counters() {
            point.at("count");
            return new Counters(nextUid.get(), stored.size());
        }

        @Override
        public Map<Long, StoredMessage> read(long first, long last, Part part, int octets) {
            if (!readingAhead) {
                return Map.of();
            }
            point.at("read " + first + " to " + last);
            Map<Long, StoredMessage> read = new HashMap<>();
            int left = octets;
            for (Map.Entry<Long, byte[]> message :
                    stored.subMap(first, true, last, true).entrySet()) {
                byte[] given = part == Part.WHOLE ? message.getValue() : header(message.getValue());
                left -= given.length;
                if (left < 0) {
                    return read;
                }
                read.put(message.getKey(), new MessageInMemory(given));
            }
            return read;
        }

        private byte[] header(byte[] message) {
            String text = new String(message, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? message : Arrays.copyOf(message, end + 4);
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
        public void markSeen(long[] uids) {
            point.at("seen");
            Arrays.stream(uids).forEach(seen::add);
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
