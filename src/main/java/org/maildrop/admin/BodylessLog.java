/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;

/**
 * Keeps the bodies of requests to our routes, which have secrets in them, out of the context (MDC) of the line that James
 * logs for each request. It has them there before any route is asked, and some layouts print it; James's own RequestLoggers
 * would do, but a module from outside cannot add to them.
 */
final class BodylessLog extends TurboFilter {
    private static final String REQUESTS = LoggingRequestFilter.class.getName();
    private static final String PATH = "action";

    private BodylessLog() {}

    /** Whether that is done; not if James logs by something else than Logback, which is what it comes with. */
    static boolean install(ILoggerFactory logs) {
        if (logs instanceof LoggerContext context) {
            BodylessLog filter = new BodylessLog();
            context.addTurboFilter(filter);
            context.addListener(new Again(filter));
            return true;
        }
        return false;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable t) {
        if (logger.getName().equals(REQUESTS) && isOurs(MDC.get(PATH))) {
            MDC.remove(LoggingRequestFilter.REQUEST_BODY);
        }
        return FilterReply.NEUTRAL;
    }

    /** Behind however many slashes: Spark drops what is empty between them when it looks for a route. */
    private static boolean isOurs(@Nullable String path) {
        return path != null && path.replaceFirst("^/+", "/").startsWith(Pop3Routes.BASE);
    }

    /** Where logback.xml is read again while James runs, its filters go. */
    private record Again(BodylessLog filter) implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            context.addTurboFilter(filter);
        }

        @Override
        public void onStart(LoggerContext context) {
            // It is there.
        }

        @Override
        public void onStop(LoggerContext context) {
            // Nothing is logged from now on.
        }

        @Override
        public void onLevelChange(Logger logger, Level level) {
            // It does not ask for levels.
        }
    }
}
