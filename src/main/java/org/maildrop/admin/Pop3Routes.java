/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.james.webadmin.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Service;

/**
 * All that webadmin has of ours, below {@code /pop3}, so that James's own authentication is asked for each of them. James
 * makes this before it has users, mailboxes and databases: so what the routes need is got by the requests.
 */
public final class Pop3Routes implements Routes {
    static final String BASE = "/pop3";

    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.admin");
    private static final String DESCRIPTION = "openapi.yaml";

    private final SessionRoutes sessions;
    private final LockRoutes locks;
    private final SecretRoutes secrets;
    private final MaildropRoutes maildrops;

    @Inject
    Pop3Routes(SessionRoutes sessions, LockRoutes locks, SecretRoutes secrets, MaildropRoutes maildrops) {
        this.sessions = sessions;
        this.locks = locks;
        this.secrets = secrets;
        this.maildrops = maildrops;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        StoreTroubles.define(service);
        sessions.define(service);
        locks.define(service);
        maildrops.define(service);
        if (BodylessLog.install(LoggerFactory.getILoggerFactory())) {
            secrets.define(service);
        } else {
            LOGGER.warn("{}/secrets is not served: without Logback James would log what is set there", BASE);
        }
        String description = description();
        service.get(BASE + "/" + DESCRIPTION, (request, response) -> {
            response.type("application/yaml");
            return description;
        });
    }

    private static String description() {
        try (InputStream text = Objects.requireNonNull(Pop3Routes.class.getResourceAsStream(DESCRIPTION))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
