/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.LeaseStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James's session, each question to it within a time limit, and the table behind it, which is made when it is missing.
 * Thread-safe.
 */
final class Cassandra {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.lock");

    private final CqlSession session;
    private final Consistency consistency;
    private final ReentrantLock preparing = new ReentrantLock();
    private volatile @Nullable Statements statements;

    Cassandra(CqlSession session) {
        this.session = session;
        this.consistency = Consistency.of(session);
    }

    Consistency consistency() {
        return consistency;
    }

    /**
     * Makes the table if it is missing. If Cassandra does not answer, that waits for the first question; if it refuses,
     * that is a matter for the administrator: {@link LeaseStoreException}.
     */
    void open(Deadline deadline) {
        try {
            statements(deadline);
        } catch (LeaseStoreException e) {
            if (isRefused(e.getCause())) {
                throw e;
            }
            LOGGER.warn("the lock store in Cassandra is away: logins are refused until it is back", e);
        }
    }

    ResultSet ask(Function<Statements, BoundStatement> question, Deadline deadline) {
        return guarded(
                () -> session.execute(question.apply(statements(deadline)).setTimeout(deadline.left())));
    }

    /** What it completes with is for {@link #trouble}. */
    CompletionStage<AsyncResultSet> send(Function<Statements, BoundStatement> question, Deadline deadline) {
        return session.executeAsync(question.apply(statements(deadline)).setTimeout(deadline.left()));
    }

    /** All rows, of all pages: each page is one more question, within the same time limit. */
    List<Row> all(Function<Statements, BoundStatement> question, Deadline deadline) {
        List<Row> rows = new ArrayList<>();
        Optional<ByteBuffer> next = Optional.empty();
        do {
            Optional<ByteBuffer> from = next;
            ResultSet page = ask(
                    statements -> from.map(question.apply(statements)::setPagingState)
                            .orElseGet(() -> question.apply(statements)),
                    deadline);
            for (int left = page.getAvailableWithoutFetching(); left > 0; left--) {
                rows.add(page.one());
            }
            next = Optional.ofNullable(page.getExecutionInfo().getPagingState());
        } while (next.isPresent());
        return rows;
    }

    /**
     * Whether a transaction that ended so may have been carried out, or may be yet: unless Cassandra has refused it, or
     * no node has been asked.
     */
    static boolean leavesDoubt(LeaseStoreException trouble) {
        Throwable cause = trouble.getCause();
        return cause instanceof DriverException
                && !(cause instanceof UnavailableException
                        || cause instanceof QueryValidationException
                        || cause instanceof NoNodeAvailableException);
    }

    /** Whether it ended so because there was no time for more: among many who want the same row that is no fault. */
    static boolean timedOut(LeaseStoreException trouble) {
        Throwable cause = trouble.getCause();
        return cause instanceof WriteTimeoutException
                || cause instanceof CASWriteUnknownException
                || cause instanceof ReadTimeoutException;
    }

    LeaseStoreException trouble(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LeaseStoreException told) {
            return told;
        }
        if (cause instanceof InvalidQueryException) {
            // The table is gone, or is another one: the next question looks again.
            statements = null;
        }
        return new LeaseStoreException("the lock store in Cassandra: " + cause.getMessage(), cause);
    }

    private Statements statements(Deadline deadline) {
        Statements known = statements;
        return known != null ? known : prepare(deadline);
    }

    /** By one thread, and the others wait for it no longer than for an answer: a hundred need not make one table. */
    private Statements prepare(Deadline deadline) {
        if (!lockedWithin(deadline)) {
            throw new LeaseStoreException("the lock store in Cassandra has not prepared its statements yet");
        }
        try {
            Statements known = statements;
            if (known != null) {
                return known;
            }
            Statements prepared = guarded(() -> prepareOrCreate(deadline));
            statements = prepared;
            return prepared;
        } finally {
            preparing.unlock();
        }
    }

    private boolean lockedWithin(Deadline deadline) {
        try {
            return preparing.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Looks first: an account that may not create anything is all right once the table is there. By a statement that is
     * not prepared, because the driver knows what was prepared before the table was gone.
     */
    private Statements prepareOrCreate(Deadline deadline) {
        try {
            tell(Statements.PROBE, deadline);
        } catch (InvalidQueryException missing) {
            create(deadline);
            tell(Statements.PROBE, deadline);
        }
        return Statements.prepare(session, deadline);
    }

    private void create(Deadline deadline) {
        try {
            tell(Statements.SCHEMA, deadline);
        } catch (InvalidQueryException | UnauthorizedException refused) {
            throw new LeaseStoreException(
                    "the table maildrop_lease of the lock store is missing, and could not be made ("
                            + refused.getMessage() + "); as an account that may, do: " + Statements.SCHEMA + ";",
                    refused);
        }
    }

    private void tell(String cql, Deadline deadline) {
        session.execute(SimpleStatement.newInstance(cql).setTimeout(deadline.left()));
    }

    private <T> T guarded(Supplier<T> question) {
        try {
            return question.get();
        } catch (DriverException | IllegalStateException e) {
            // The latter is the driver's for a session that is closed.
            throw trouble(e);
        }
    }

    private static boolean isRefused(@Nullable Throwable cause) {
        return cause instanceof InvalidQueryException || cause instanceof UnauthorizedException;
    }
}
