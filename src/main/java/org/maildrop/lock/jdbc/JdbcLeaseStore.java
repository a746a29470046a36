/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.maildrop.jdbc.Database;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.jdbc.Purpose;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.PartialRenewalException;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of a deployment in a table of a database. Acquire, takeover, release and prove are one statement each, on
 * the database's clock (Derby needs two or three to acquire); renewals take one or two statements a thousand.
 *
 * <p>An operation waits a second at the most for a connection, and then as long as it was told for an answer; after
 * that it throws {@link LeaseStoreException}. A connection that has been quiet for half a second is asked first whether it is alive.
 */
public final class JdbcLeaseStore implements LeaseStore {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.lock");
    private static final int BATCH = 1_000;

    /** From one purge of a node to the next: it goes through the whole table, and comes with a renewal. */
    static final Duration PURGE_EVERY = Duration.ofHours(1);

    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final Dialect dialect;
    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    private final AtomicLong lastPurge;

    private final String find;
    private final String list;
    private final String release;
    private final String prove;
    private final String purge;

    private JdbcLeaseStore(Database database, Dialect dialect, LongSupplier nanos) {
        this.database = database;
        this.dialect = dialect;
        this.nanos = nanos;
        this.lastPurge = new AtomicLong(nanos.getAsLong());
        String now = dialect.now();
        this.list =
                "SELECT " + LeaseRow.COLUMNS + ", " + now + " AS now_us FROM maildrop_lease WHERE expires_us > " + now;
        this.find = list + " AND owner = ?";
        String key = " WHERE owner = ? AND token = ? AND expires_us > " + now;
        this.release = "UPDATE maildrop_lease SET expires_us = 0, active_us = " + now + key;
        this.prove = "SELECT token FROM maildrop_lease" + key + " AND expires_us >= " + now + " + ?";
        this.purge = "DELETE FROM maildrop_lease WHERE expires_us < %1$s - ? AND active_us < %1$s - ?".formatted(now);
    }

    /**
     * Opens the store, and makes its table if it is missing. If the database is away, that waits for its return.
     *
     * @param answer how long an engine may take to answer: well under a third of the term. PostgreSQL's driver counts in
     *     whole seconds, and one at the least
     * @param nanos measures spans of time
     * @throws LeaseStoreException when only an administrator can help: no driver, no such account or database, or no
     *     table and no right to make it; the text then holds the statements
     */
    public static JdbcLeaseStore open(JdbcSettings settings, Duration answer, LongSupplier nanos) {
        Dialect dialect = Dialect.of(settings.engine());
        Purpose purpose = new Purpose(
                "the lock store",
                "maildrop-lock",
                dialect.table(),
                LeaseStoreException::new,
                (url, e) -> LOGGER.warn("the lock store at {} is away: logins are refused until it is back", url, e));
        return new JdbcLeaseStore(Database.open(settings, answer, purpose), dialect, nanos);
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return grant(new Wish(owner, Wish.Replaced.NONE, random.nextLong(), holder, term));
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        return grant(new Wish(seen.key().owner(), Wish.Replaced.by(seen), random.nextLong(), holder, term));
    }

    private Attempt grant(Wish wish) {
        LeaseRow row = database.ask(connection -> dialect.grant(connection, wish));
        HeldLease held = row.held();
        return row.attempt() == wish.attempt()
                ? new Attempt.Granted(held.key().token(), held.expires())
                : new Attempt.Contended(held);
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        Set<LeaseKey> renewed = new HashSet<>();
        Set<LeaseKey> lost = new HashSet<>();
        List<Renewal> all = List.copyOf(leases);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Renewal> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            try {
                renewed.addAll(database.ask(connection -> dialect.renew(connection, batch, term)));
            } catch (LeaseStoreException e) {
                throw from == 0 ? e : new PartialRenewalException(renewed, lost, e);
            }
            batch.stream()
                    .map(Renewal::key)
                    .filter(key -> !renewed.contains(key))
                    .forEach(lost::add);
        }
        purgeOnceAnHour();
        return lost;
    }

    private void purgeOnceAnHour() {
        long last = lastPurge.get();
        long now = nanos.getAsLong();
        if (now - last >= PURGE_EVERY.toNanos() && lastPurge.compareAndSet(last, now)) {
            purge();
        }
    }

    @Override
    public boolean release(LeaseKey key) {
        return database.ask(connection -> {
            try (PreparedStatement statement = keyed(connection, release, key)) {
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** Ends the lease that it finds, by its key; if that is not valid any more, it looks again. */
    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        Optional<HeldLease> held = find(owner);
        while (held.isPresent() && !release(held.get().key())) {
            held = find(owner);
        }
        return held;
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        return database.ask(connection -> {
            try (PreparedStatement statement = keyed(connection, prove, key)) {
                statement.setLong(3, Micros.of(margin));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return database.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(find)) {
                statement.setString(1, dialect.stored(owner));
                return read(statement).stream().findFirst();
            }
        });
    }

    /** Its row stays for a day. */
    @Override
    public Optional<FencingToken> lastToken(Owner owner) {
        return database.ask(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT token FROM maildrop_lease WHERE owner = ?")) {
                statement.setString(1, dialect.stored(owner));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(new FencingToken(rows.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<HeldLease> list() {
        return database.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(list)) {
                return read(statement);
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** Deletes rows that no lease has used for a day. That is housekeeping: its failure is told, and fails nothing. */
    private void purge() {
        try {
            database.ask(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(purge)) {
                    statement.setLong(1, Micros.of(KEPT));
                    statement.setLong(2, Micros.of(KEPT));
                    return statement.executeUpdate();
                }
            });
        } catch (LeaseStoreException e) {
            LOGGER.warn("rows of no use could not be deleted from maildrop_lease", e);
        }
    }

    private PreparedStatement keyed(Connection connection, String sql, LeaseKey key) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, dialect.stored(key.owner()));
        statement.setLong(2, key.token().value());
        return statement;
    }

    private List<HeldLease> read(PreparedStatement statement) throws SQLException {
        List<HeldLease> leases = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                leases.add(LeaseRow.read(rows, dialect).held());
            }
        }
        return leases;
    }
}
