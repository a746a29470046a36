/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.maildrop.session.SessionView;
import spark.Request;

/**
 * Which sessions are meant; both if both are given.
 *
 * @param user    the canonical name of who has logged in, or waits for the maildrop
 * @param address the client's, as the log has it
 */
record SessionFilter(Optional<String> user, Optional<String> address) implements Predicate<SessionView> {
    private static final String USER = "user";
    private static final String ADDRESS = "address";
    private static final Set<String> KNOWN = Set.of(USER, ADDRESS);

    /** What the query says. A word that is not known is refused: without it more sessions would be meant than were. */
    static SessionFilter of(Request request, UserNames names) {
        for (String name : request.queryParams()) {
            if (!KNOWN.contains(name)) {
                throw Refusals.badRequest("sessions are chosen by user= and address=, and by nothing else");
            }
        }
        return new SessionFilter(value(request, USER).map(names::canonical), value(request, ADDRESS));
    }

    private static Optional<String> value(Request request, String name) {
        String[] values = request.queryParamsValues(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1 || values[0].isBlank()) {
            throw Refusals.badRequest(name + "= is to be given once, with a value");
        }
        return Optional.of(values[0]);
    }

    boolean isEmpty() {
        return user.isEmpty() && address.isEmpty();
    }

    @Override
    public boolean test(SessionView session) {
        return (user.isEmpty() || user.equals(session.user()))
                && address.map(session.peer().address()::equals).orElse(true);
    }
}
