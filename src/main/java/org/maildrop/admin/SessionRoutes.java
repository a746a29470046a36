/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.apache.james.webadmin.utils.Responses;
import org.maildrop.lock.SteadyClock;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.SessionView;
import spark.Request;
import spark.Response;
import spark.Service;

/** The sessions of this server: seen, and ended. */
final class SessionRoutes {
    private static final String SESSIONS = Pop3Routes.BASE + "/sessions";
    private static final String SESSION = ":session";

    private final Provider<LiveSessions> sessions;
    private final UserNames names;
    private final SteadyClock clock;
    private final JsonTransformer json;

    @Inject
    SessionRoutes(Provider<LiveSessions> sessions, UserNames names, SteadyClock clock, JsonTransformer json) {
        this.sessions = sessions;
        this.names = names;
        this.clock = clock;
        this.json = json;
    }

    void define(Service service) {
        service.get(SESSIONS, this::list, json);
        service.delete(SESSIONS, this::kickMatching);
        service.delete(SESSIONS + "/" + SESSION, this::kick);
    }

    private List<SessionJson> list(Request request, Response response) {
        Instant now = clock.instant();
        return matching(SessionFilter.of(request, names)).stream()
                .map(session -> SessionJson.of(session, now))
                .toList();
    }

    /** Never all of them for want of a word: that is what stopping the server is for. */
    private String kickMatching(Request request, Response response) {
        SessionFilter filter = SessionFilter.of(request, names);
        if (filter.isEmpty()) {
            throw Refusals.badRequest("whose sessions are to end is said by user=, address= or both");
        }
        sessions.get()
                .kick(matching(filter).stream()
                        .map(session -> session.peer().session())
                        .collect(Collectors.toSet()));
        return Responses.returnNoContent(response);
    }

    private String kick(Request request, Response response) {
        String session = request.params(SESSION);
        if (!sessions.get().kick(Set.of(session))) {
            throw Refusals.notFound("there is no session " + session + " on this server");
        }
        return Responses.returnNoContent(response);
    }

    /** The oldest first. */
    private List<SessionView> matching(SessionFilter filter) {
        return sessions.get().list().stream()
                .filter(filter)
                .sorted(Comparator.comparing(SessionView::age).reversed())
                .toList();
    }
}
