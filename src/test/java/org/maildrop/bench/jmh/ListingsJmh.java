/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.jmh;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.maildrop.protocol.MaildropReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.ReplyBody;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Owner;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.UniqueIdFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a maildrop's size costs: writing its listings, and opening it when nothing in it has changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListingsJmh {
    private static final Owner BOB = new Owner("bob");

    @Param({"1000", "10000", "100000"})
    public int messages;

    private final byte[] room = new byte[32 * 1024];
    private Maildrop maildrop;
    private Maildrops remembering;

    @Setup
    public void fill() {
        long[] uids = LongStream.rangeClosed(1, messages).toArray();
        long[] sizes = new long[messages];
        Arrays.fill(sizes, 2_345);
        Listing listing = new Listing(1, uids, sizes);
        maildrop = new Maildrop(listing, UniqueIdFormat.STOCK);
        SnapshotSettings settings =
                new SnapshotSettings(SizesSetting.STORED, UniqueIdFormat.STOCK, SnapshotSettings.REMEMBERED);
        remembering = new Maildrops(new Unchanged(listing), stored -> 0, settings, Clock.systemUTC(), System::nanoTime);
        remembering.open(BOB);
    }

    private record Unchanged(Listing listing) implements MaildropStore {
        @Override
        public OpenMaildrop open(Owner owner) {
            return new UnchangedMaildrop(listing);
        }

        @Override
        public Optional<OpenMaildrop> find(Owner owner) {
            return Optional.of(open(owner));
        }

        @Override
        public String folder() {
            return "INBOX";
        }
    }

    @Benchmark
    public long uidl() throws IOException {
        return drain(MaildropReplies.uniqueIdListings(maildrop));
    }

    @Benchmark
    public long list() throws IOException {
        return drain(MaildropReplies.scanListings(maildrop));
    }

    @Benchmark
    public DropListing open() {
        return remembering.open(BOB).maildrop().stat();
    }

    private long drain(Reply reply) throws IOException {
        ReplyBody body = reply.body().orElseThrow();
        long sent = 0;
        for (int filled = body.fill(room, 0, room.length);
                filled != ReplyBody.FINISHED;
                filled = body.fill(room, 0, room.length)) {
            sent += filled;
        }
        return sent;
    }
}
